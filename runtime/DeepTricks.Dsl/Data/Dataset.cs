using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>
/// Samples in memory with what a network shall answer to each: a class label, or a vector of numbers. Samples lie one after another,
/// each with its channels innermost (an image is rows of pixels, a pixel its channels). The arrays are not copied: leave them alone
/// while the data set is in use.
/// </summary>
public sealed class Dataset
{
    // The high half of the stream number, so that a split and other draws of one seed never share random numbers.
    private const long SplitStream = 0x53504C54L << 32;

    private Dataset(byte[]? bytes, float[]? numbers, SampleShape shape, int[]? labels, float[]? targets, int targetLength)
    {
        long sampleLength = shape.Count;
        if (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1 || sampleLength > Array.MaxLength)
        {
            throw new DatasetException(FormattableString.Invariant($"a sample of {shape} is not possible"));
        }

        long values = bytes?.LongLength ?? numbers!.LongLength;
        if (values == 0 || values % sampleLength != 0)
        {
            throw new DatasetException(
                FormattableString.Invariant($"a sample of {shape} has {sampleLength} numbers; {values} numbers are not whole samples"));
        }

        Bytes = bytes;
        Numbers = numbers;
        Shape = shape;
        SampleLength = (int)sampleLength;
        Count = (int)(values / sampleLength);
        Labels = labels;
        Targets = targets;
        TargetLength = targetLength;
        LargestLabel = labels is null ? -1 : CheckLabels(labels);
        if (targets is not null)
        {
            CheckTargets(targets, targetLength);
        }
    }

    /// <summary>Samples in the data set, at least 1.</summary>
    public int Count { get; }

    /// <summary>The shape of one sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>Numbers in one sample.</summary>
    public int SampleLength { get; }

    /// <summary>Numbers in the target of one sample; 0 when samples have labels.</summary>
    public int TargetLength { get; }

    /// <summary>Whether samples have class labels rather than target vectors.</summary>
    public bool HasLabels => Labels is not null;

    /// <summary>The samples, if they are bytes.</summary>
    internal byte[]? Bytes { get; }

    /// <summary>The samples, if they are floats.</summary>
    internal float[]? Numbers { get; }

    /// <summary>The class of each sample, if they have one.</summary>
    internal int[]? Labels { get; }

    /// <summary>The targets of all samples one after another, if they have such.</summary>
    internal float[]? Targets { get; }

    /// <summary>The largest label, -1 without labels.</summary>
    internal int LargestLabel { get; }

    /// <summary>A data set of bytes, such as pixels from 0 to 255, and class labels.</summary>
    /// <param name="samples">All samples one after another; not copied.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="labels">The class of each sample, from 0; not copied.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DatasetException">Lengths disagree or a label is negative.</exception>
    public static Dataset FromBytes(byte[] samples, SampleShape shape, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(labels);
        return new Dataset(samples, null, shape, labels, null, 0);
    }

    /// <summary>A data set of bytes, such as pixels from 0 to 255, and target vectors.</summary>
    /// <param name="samples">All samples one after another; not copied.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="targets">What the network shall answer, all samples one after another; not copied.</param>
    /// <param name="targetLength">Numbers in the target of one sample.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DatasetException">Lengths disagree.</exception>
    public static Dataset FromBytes(byte[] samples, SampleShape shape, float[] targets, int targetLength)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(targets);
        return new Dataset(samples, null, shape, null, targets, targetLength);
    }

    /// <summary>A data set of floats and class labels. NaN and infinities are found when training starts.</summary>
    /// <param name="samples">All samples one after another; not copied.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="labels">The class of each sample, from 0; not copied.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DatasetException">Lengths disagree or a label is negative.</exception>
    public static Dataset FromFloats(float[] samples, SampleShape shape, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(labels);
        return new Dataset(null, samples, shape, labels, null, 0);
    }

    /// <summary>A data set of floats and target vectors. NaN and infinities are found when training starts.</summary>
    /// <param name="samples">All samples one after another; not copied.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="targets">What the network shall answer, all samples one after another; not copied.</param>
    /// <param name="targetLength">Numbers in the target of one sample.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DatasetException">Lengths disagree.</exception>
    public static Dataset FromFloats(float[] samples, SampleShape shape, float[] targets, int targetLength)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(targets);
        return new Dataset(null, samples, shape, null, targets, targetLength);
    }

    /// <summary>The class of a sample.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <returns>Its label.</returns>
    /// <exception cref="InvalidOperationException">The samples have targets, not labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public int LabelAt(int index)
    {
        CheckIndex(index);
        return Labels?[index] ?? throw new InvalidOperationException("the samples of this data set have target vectors, not labels");
    }

    /// <summary>The class of a sample for an output that wants one: its label, or a number of its targets.</summary>
    internal int LabelOf(int index, NetworkOutput output) => Labels?[index] ?? (int)TargetAt(index)[output.TargetStart];

    /// <summary>What the network shall answer to a sample.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <returns><see cref="TargetLength"/> numbers.</returns>
    /// <exception cref="InvalidOperationException">The samples have labels, not targets.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> TargetAt(int index)
    {
        CheckIndex(index);
        return Targets is null
            ? throw new InvalidOperationException("the samples of this data set have labels, not target vectors")
            : Targets.AsSpan(index * TargetLength, TargetLength);
    }

    /// <summary>Copies a sample as floats, ready for <see cref="Network.Predict(ReadOnlySpan{float}, Span{float})"/>.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <param name="destination">Receives <see cref="SampleLength"/> numbers; bytes become 0 to 255.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public void CopySample(int index, Span<float> destination)
    {
        CheckIndex(index);
        if (destination.Length < SampleLength)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"a sample has {SampleLength} numbers, the destination {destination.Length}"),
                nameof(destination));
        }

        if (Numbers is not null)
        {
            Numbers.AsSpan(index * SampleLength, SampleLength).CopyTo(destination);
            return;
        }

        var sample = Bytes.AsSpan(index * SampleLength, SampleLength);
        for (int i = 0; i < sample.Length; i++)
        {
            destination[i] = sample[i];
        }
    }

    /// <summary>A data set of some of the samples, copied, in the order given; a sample may come several times.</summary>
    /// <param name="indices">Which samples, at least one.</param>
    /// <returns>The new data set.</returns>
    /// <exception cref="DatasetException">No index is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Dataset Subset(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            throw new DatasetException("a data set needs at least one sample; no index was given");
        }

        foreach (int index in indices)
        {
            CheckIndex(index);
        }

        return new Dataset(
            Pick(Bytes, SampleLength, indices),
            Pick(Numbers, SampleLength, indices),
            Shape,
            Pick(Labels, 1, indices),
            Pick(Targets, TargetLength, indices),
            TargetLength);
    }

    /// <summary>Divides the samples at random into a larger part to learn from and a part held out, both copied.</summary>
    /// <param name="fraction">Share of the samples to hold out, above 0 and below 1; at least one sample on either side.</param>
    /// <param name="seed">Decides which ones; the same seed divides the same way.</param>
    /// <returns>The samples to learn from, and those held out.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="DatasetException">There is only one sample.</exception>
    public (Dataset Training, Dataset HeldOut) Split(double fraction, ulong seed = 0)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "the share to hold out must be above 0 and below 1");
        }

        if (Count < 2)
        {
            throw new DatasetException("a data set of one sample can't be divided");
        }

        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        new RandomStream(seed, SplitStream).Shuffle(order.AsSpan());
        int heldOut = Math.Clamp((int)Math.Round(Count * fraction), 1, Count - 1);
        return (Subset(order.AsSpan(heldOut)), Subset(order.AsSpan(0, heldOut)));
    }

    private static T[]? Pick<T>(T[]? items, int length, ReadOnlySpan<int> indices)
    {
        if (items is null)
        {
            return null;
        }

        if ((long)indices.Length * length > Array.MaxLength)
        {
            throw new DatasetException(FormattableString.Invariant($"{indices.Length} samples are too many for one data set"));
        }

        var picked = new T[indices.Length * length];
        for (int i = 0; i < indices.Length; i++)
        {
            items.AsSpan(indices[i] * length, length).CopyTo(picked.AsSpan(i * length));
        }

        return picked;
    }

    private void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, FormattableString.Invariant($"the data set has {Count} samples"));
        }
    }

    private int CheckLabels(int[] labels)
    {
        if (labels.Length != Count)
        {
            throw new DatasetException(FormattableString.Invariant($"there are {Count} samples, but {labels.Length} labels"));
        }

        int largest = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
            {
                throw new DatasetException(FormattableString.Invariant($"sample {i} has the label {labels[i]}; labels count from 0"), i);
            }

            largest = Math.Max(largest, labels[i]);
        }

        return largest;
    }

    private void CheckTargets(float[] targets, int targetLength)
    {
        if (targetLength < 1 || targets.LongLength != (long)Count * targetLength)
        {
            throw new DatasetException(
                FormattableString.Invariant($"{Count} samples with targets of {targetLength} numbers don't fit {targets.Length} target numbers"));
        }
    }
}
