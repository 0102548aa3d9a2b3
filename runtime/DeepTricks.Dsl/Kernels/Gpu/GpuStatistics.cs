using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// A batch normalization's statistics from sums about the running mean, as <see cref="Normalization.Finish"/> has them. The sums are those that a
/// product leaves for each tile of its rows, see <see cref="GpuProduct.Moments"/>. Where a channel has few values, they lie near each other by chance, far
/// from the running mean, and most of the squares cancel; these are read again, as <see cref="Normalization.OfColumns"/> does.
/// </summary>
internal sealed class GpuStatistics(GpuMachine machine)
{
    /// <summary>The most values of a channel that are few.</summary>
    public const int Few = 64;

    /// <summary>Channels of a group that reads values again.</summary>
    private const int Across = 16;

    private readonly Action<AcceleratorStream, KernelConfig, Operands> launch = machine.Accelerator.LoadKernel<Operands>(Run);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> ofFew = machine.Accelerator.LoadKernel<Operands>(OfFew);

    /// <summary>Where statistics lie, one number for each channel.</summary>
    /// <param name="Mean">Receives the batch's mean.</param>
    /// <param name="Inverse">Receives one over the batch's deviation.</param>
    /// <param name="RunningMean">The running mean, what the sums were taken about; moved towards the batch's.</param>
    /// <param name="RunningVariance">The running variance, moved towards the batch's unbiased one.</param>
    public readonly record struct Places(ArrayView<float> Mean, ArrayView<float> Inverse, ArrayView<float> RunningMean, ArrayView<float> RunningVariance);

    /// <summary>Works out the statistics of all channels.</summary>
    /// <param name="moments">For each part of the batch the sums of all channels, then those of the squares.</param>
    /// <param name="parts">Parts.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="count">Values of a channel in the batch.</param>
    /// <param name="places">Where statistics lie.</param>
    /// <param name="momentum">How far the running statistics move.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public void Launch(ArrayView<float> moments, int parts, int channels, long count, in Places places, float momentum, float epsilon) =>
        launch(machine.Stream, KernelGrid.GroupEach(machine, channels, parts), new Operands
        {
            Numbers = moments,
            Mean = places.Mean,
            Inverse = places.Inverse,
            RunningMean = places.RunningMean,
            RunningVariance = places.RunningVariance,
            Parts = parts,
            Channels = channels,
            Count = count,
            CountLessOne = Math.Max(1, count - 1),
            Momentum = momentum,
            Epsilon = epsilon,
        });

    /// <summary>Works out the statistics of all channels from the values themselves, of which there are few.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="values">The tensor.</param>
    /// <param name="places">Where statistics lie.</param>
    /// <param name="momentum">How far the running statistics move.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public void LaunchOfFew(int count, GpuTensor values, in Places places, float momentum, float epsilon)
    {
        int pixels = count * values.Pixels;
        ofFew(machine.Stream, new(new Index3D((values.Channels + Across - 1) / Across, 1, 1), new Index3D(machine.Threads, 1, 1)), new Operands
        {
            Numbers = values.Values,
            Mean = places.Mean,
            Inverse = places.Inverse,
            RunningMean = places.RunningMean,
            RunningVariance = places.RunningVariance,
            Parts = pixels,
            Channels = values.Channels,
            Stride = values.Stride,
            Count = pixels,
            CountLessOne = Math.Max(1, pixels - 1),
            Momentum = momentum,
            Epsilon = epsilon,
        });
    }

    internal static void OfFew(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int channel = (Grid.IdxX * Across) + (Group.IdxX % Across);
        bool isInside = channel < operands.Channels;
        int column = isInside ? channel : 0;
        int pixels = isInside ? operands.Parts : 0;
        float first = operands.Numbers[column];
        float sum = 0f;
        for (int pixel = Group.IdxX / Across; pixel < pixels; pixel += Group.DimX / Across)
        {
            sum += operands.Numbers[(pixel * operands.Stride) + column] - first;
        }

        float center = first + (GroupSums.OfColumn(shared, sum, Across) / operands.Count);
        float squares = 0f;
        for (int pixel = Group.IdxX / Across; pixel < pixels; pixel += Group.DimX / Across)
        {
            float distance = operands.Numbers[(pixel * operands.Stride) + column] - center;
            squares += distance * distance;
        }

        squares = GroupSums.OfColumn(shared, squares, Across);
        if (isInside & Group.IdxX < Across)
        {
            Store(operands, column, center, squares);
        }
    }

    internal static void Run(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(2 * GroupSums.MostThreads);
        int channel = Grid.IdxX;
        var sum = default(TwoFloats);
        var squares = default(TwoFloats);
        for (int part = Group.IdxX; part < operands.Parts; part += Group.DimX)
        {
            sum = sum.Plus(operands.Numbers[(part * 2 * operands.Channels) + channel]);
            squares = squares.Plus(operands.Numbers[(((part * 2) + 1) * operands.Channels) + channel]);
        }

        sum = TwoFloats.OfGroup(shared, sum);
        squares = TwoFloats.OfGroup(shared, squares);
        if (Group.IdxX == 0)
        {
            // Where the batch's mean is far from the running one, most of the squares cancel.
            float deviations = squares.Minus(sum.Times(sum.Over(operands.Count))).High;
            Store(operands, channel, operands.RunningMean[channel] + (sum.High / operands.Count), deviations < 0f ? 0f : deviations);
        }
    }

    private static void Store(in Operands operands, int channel, float center, float deviations)
    {
        operands.Mean[channel] = center;
        operands.Inverse[channel] = 1f / ThreadMath.Sqrt((deviations / operands.Count) + operands.Epsilon);
        operands.RunningMean[channel] = ((1f - operands.Momentum) * operands.RunningMean[channel]) + (operands.Momentum * center);
        operands.RunningVariance[channel] =
            ((1f - operands.Momentum) * operands.RunningVariance[channel]) + (operands.Momentum * (deviations / operands.CountLessOne));
    }

    internal struct Operands
    {
        /// <summary>Sums for each part of the batch, or the values.</summary>
        public ArrayView<float> Numbers;
        public ArrayView<float> Mean;
        public ArrayView<float> Inverse;
        public ArrayView<float> RunningMean;
        public ArrayView<float> RunningVariance;

        /// <summary>Parts that were summed, or values of a channel.</summary>
        public int Parts;
        public int Channels;
        public int Stride;
        public float Count;
        public float CountLessOne;
        public float Momentum;
        public float Epsilon;
    }
}
