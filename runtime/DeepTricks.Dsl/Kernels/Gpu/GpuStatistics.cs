using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// A batch normalization's statistics from sums about the running mean, as <see cref="Normalization.Finish"/> has them. The sums are those that a
/// product leaves for each tile of its rows, see <see cref="GpuProduct.Moments"/>.
/// </summary>
internal sealed class GpuStatistics(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> launch = machine.Accelerator.LoadKernel<Operands>(Run);

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
            Moments = moments,
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

    internal static void Run(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(2 * GroupSums.MostThreads);
        int channel = Grid.IdxX;
        var sum = default(TwoFloats);
        var squares = default(TwoFloats);
        for (int part = Group.IdxX; part < operands.Parts; part += Group.DimX)
        {
            sum = sum.Plus(operands.Moments[(part * 2 * operands.Channels) + channel]);
            squares = squares.Plus(operands.Moments[(((part * 2) + 1) * operands.Channels) + channel]);
        }

        sum = TwoFloats.OfGroup(shared, sum);
        squares = TwoFloats.OfGroup(shared, squares);
        if (Group.IdxX == 0)
        {
            // Where the batch's mean is far from the running one, most of the squares cancel.
            float before = operands.RunningMean[channel];
            float shift = sum.High / operands.Count;
            float center = before + shift;
            float deviations = squares.Minus(sum.Times(sum.Over(operands.Count))).High;
            deviations = deviations < 0f ? 0f : deviations;
            operands.Mean[channel] = center;
            operands.Inverse[channel] = 1f / ThreadMath.Sqrt((deviations / operands.Count) + operands.Epsilon);
            operands.RunningMean[channel] = ((1f - operands.Momentum) * before) + (operands.Momentum * center);
            operands.RunningVariance[channel] =
                ((1f - operands.Momentum) * operands.RunningVariance[channel]) + (operands.Momentum * (deviations / operands.CountLessOne));
        }
    }

    internal struct Operands
    {
        public ArrayView<float> Moments;
        public ArrayView<float> Mean;
        public ArrayView<float> Inverse;
        public ArrayView<float> RunningMean;
        public ArrayView<float> RunningVariance;
        public int Parts;
        public int Channels;
        public float Count;
        public float CountLessOne;
        public float Momentum;
        public float Epsilon;
    }
}
