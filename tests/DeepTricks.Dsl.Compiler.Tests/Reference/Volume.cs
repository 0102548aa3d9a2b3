namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>A batch of samples in double precision: sample, row, column, channel, the channel innermost and nothing padded.</summary>
/// <param name="samples">Samples in the batch.</param>
/// <param name="extent">Sizes of one sample.</param>
/// <param name="values">All numbers.</param>
internal sealed class Volume(int samples, Extent extent, double[] values)
{
    /// <summary>A batch of zeros.</summary>
    public Volume(int samples, Extent extent)
        : this(samples, extent, new double[samples * extent.Count])
    {
    }

    /// <summary>Samples in the batch.</summary>
    public int Samples { get; } = samples;

    /// <summary>Sizes of one sample.</summary>
    public Extent Extent { get; } = extent;

    /// <summary>All numbers.</summary>
    public double[] Values { get; } = values.Length == samples * extent.Count
        ? values
        : throw new ArgumentException($"{samples} samples of {extent} are not {values.Length} numbers", nameof(values));

    /// <summary>One number.</summary>
    public double this[int sample, int y, int x, int channel]
    {
        get => Values[At(sample, y, x, channel)];
        set => Values[At(sample, y, x, channel)] = value;
    }

    /// <summary>Where a number stands in <see cref="Values"/>.</summary>
    public int At(int sample, int y, int x, int channel) => (((((sample * Extent.Height) + y) * Extent.Width) + x) * Extent.Channels) + channel;
}
