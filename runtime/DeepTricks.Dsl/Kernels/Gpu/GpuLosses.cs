using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Losses with their gradients, as <see cref="Losses"/> has them: one launch for each, a group of threads for each sample. Every sample leaves its
/// loss and whether it was hit; <see cref="GpuLossTotal"/> adds those up.
/// </summary>
internal sealed class GpuLosses(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> ofClass = machine.Accelerator.LoadKernel<Operands>(SoftmaxCrossEntropy);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> binary = machine.Accelerator.LoadKernel<Operands>(BinaryCrossEntropy);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> squared = machine.Accelerator.LoadKernel<Operands>(MeanSquaredError);

    /// <summary>Where a batch's outputs, gradients and losses lie, and what they are taken against.</summary>
    /// <param name="Count">Samples of the batch.</param>
    /// <param name="Outputs">The network's outputs.</param>
    /// <param name="Gradient">Receives their gradient, that of the mean over the batch.</param>
    /// <param name="Losses">Receives each sample's loss.</param>
    /// <param name="Hits">Receives 1 for each sample whose largest output is its class's, 0 for others.</param>
    /// <param name="Order">Numbers of the samples in the labels or targets; empty to take them as they follow each other.</param>
    /// <param name="First">The batch's first place in <paramref name="Order"/>, or its first sample without one.</param>
    /// <param name="Weight">Factor of losses and gradients.</param>
    public readonly record struct Batch(
        int Count, GpuTensor Outputs, GpuTensor Gradient, ArrayView<float> Losses, ArrayView<int> Hits, ArrayView<int> Order, int First, float Weight);

    /// <summary>Softmax and cross-entropy against a class.</summary>
    /// <param name="batch">The batch; outputs are a vector.</param>
    /// <param name="labels">The class of each sample of the data.</param>
    /// <param name="smoothing">The share of probability that is spread over all classes.</param>
    public void SoftmaxCrossEntropy(in Batch batch, ArrayView<int> labels, float smoothing)
    {
        var operands = Common(batch);
        operands.Labels = labels;
        operands.Targets = batch.Outputs.Values;
        operands.Smoothing = smoothing;
        operands.Scale = batch.Weight / batch.Count;
        Launch(ofClass, operands, batch);
    }

    /// <summary>Sigmoid and cross-entropy against numbers in [0, 1], the mean over a sample's numbers.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="targets">The targets of each sample of the data, without padding.</param>
    /// <param name="targetLength">Numbers from one sample's targets to the next.</param>
    /// <param name="targetStart">Where in a sample's targets those of this output start.</param>
    public void BinaryCrossEntropy(in Batch batch, ArrayView<float> targets, int targetLength, int targetStart = 0) =>
        AgainstTargets(binary, batch, targets, targetLength, targetStart, batch.Weight / ((float)batch.Outputs.Length * batch.Count));

    /// <summary>The mean of squared differences over a sample's numbers; parameters as <see cref="BinaryCrossEntropy(in Batch, ArrayView{float}, int, int)"/> has them.</summary>
    public void MeanSquaredError(in Batch batch, ArrayView<float> targets, int targetLength, int targetStart = 0) =>
        AgainstTargets(squared, batch, targets, targetLength, targetStart, 2f * batch.Weight / ((float)batch.Outputs.Length * batch.Count));

    private void AgainstTargets(
        Action<AcceleratorStream, KernelConfig, Operands> kernel, in Batch batch, ArrayView<float> targets, int targetLength, int targetStart, float scale)
    {
        var operands = Common(batch);
        operands.Labels = batch.Hits;
        operands.Targets = targets;
        operands.TargetLength = targetLength;
        operands.TargetStart = targetStart;
        operands.Scale = scale;
        Launch(kernel, operands, batch);
    }

    private static Operands Common(in Batch batch) => new()
    {
        Outputs = batch.Outputs,
        Gradient = batch.Gradient,
        Losses = batch.Losses,
        Hits = batch.Hits,

        // A kernel takes no empty view.
        Order = batch.Order.Length > 0 ? batch.Order : batch.Hits,
        HasOrder = batch.Order.Length > 0 ? 1 : 0,
        First = batch.First,
        Weight = batch.Weight,
    };

    private void Launch(Action<AcceleratorStream, KernelConfig, Operands> kernel, in Operands operands, in Batch batch)
    {
        if (batch.Count > 0)
        {
            kernel(machine.Stream, KernelGrid.GroupEach(machine, batch.Count, batch.Outputs.Length), operands);
        }
    }

    internal static void SoftmaxCrossEntropy(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int sample = Grid.IdxX;
        int classes = operands.Outputs.Channels;
        int from = sample * operands.Outputs.Stride;
        int to = sample * operands.Gradient.Stride;
        int label = operands.Labels[operands.Number(sample)];
        float top = float.NegativeInfinity;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float value = operands.Outputs.Values[from + i];
            top = value > top | ThreadMath.IsNaN(value) ? value : top;
        }

        top = GroupSums.Largest(shared, top);
        float sum = 0f;
        float total = 0f;
        float before = 0f;
        float wanted = operands.Outputs.Values[from + label];
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float value = operands.Outputs.Values[from + i];
            float power = ThreadMath.Exp(value - top);
            operands.Gradient.Values[to + i] = power;
            sum += power;
            total += value - top;
            before += i < label & value == top ? 1f : 0f;
        }

        sum = GroupSums.OfAll(shared, sum);
        total = GroupSums.OfAll(shared, total);

        // Of equal outputs the first counts, as on the CPU.
        before = GroupSums.OfAll(shared, before);
        float rest = operands.Smoothing / classes;
        float scale = operands.Scale / sum;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float slope = (operands.Gradient.Values[to + i] * scale) - (rest * operands.Scale);
            operands.Gradient.Values[to + i] = i == label ? slope - ((1f - operands.Smoothing) * operands.Scale) : slope;
        }

        if (Group.IdxX == 0)
        {
            operands.Losses[sample] = operands.Weight * (ThreadMath.Log(sum) - ((1f - operands.Smoothing) * (wanted - top)) - (rest * total));
            operands.Hits[sample] = wanted == top & before == 0f ? 1 : 0;
        }
    }

    internal static void BinaryCrossEntropy(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int length = operands.Outputs.Length;
        int first = Grid.IdxX * length;
        long targets = operands.TargetsOf(Grid.IdxX);
        float loss = 0f;
        for (int i = Group.IdxX; i < length; i += Group.DimX)
        {
            float value = operands.Outputs.Values[operands.Outputs.Place(first + i)];
            float wanted = operands.Targets[targets + i];
            float small = ThreadMath.Exp(value >= 0f ? -value : value);

            // log(1 + small) keeps its digits where 1 + small has lost those of small.
            float more = 1f + small;
            float logarithm = more == 1f ? small : ThreadMath.Log(more) * small / (more - 1f);
            loss += (value >= 0f ? value : value < 0f ? 0f : value) - (value * wanted) + logarithm;
            operands.Gradient.Values[operands.Gradient.Place(first + i)] = (((value >= 0f ? 1f : small) / more) - wanted) * operands.Scale;
        }

        operands.Leave(GroupSums.OfAll(shared, loss) / length);
    }

    internal static void MeanSquaredError(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int length = operands.Outputs.Length;
        int first = Grid.IdxX * length;
        long targets = operands.TargetsOf(Grid.IdxX);
        float loss = 0f;
        for (int i = Group.IdxX; i < length; i += Group.DimX)
        {
            float difference = operands.Outputs.Values[operands.Outputs.Place(first + i)] - operands.Targets[targets + i];
            loss += difference * difference;
            operands.Gradient.Values[operands.Gradient.Place(first + i)] = difference * operands.Scale;
        }

        operands.Leave(GroupSums.OfAll(shared, loss) / length);
    }

    internal struct Operands
    {
        public GpuTensor Outputs;
        public GpuTensor Gradient;
        public ArrayView<float> Losses;
        public ArrayView<int> Hits;
        public ArrayView<int> Order;
        public ArrayView<int> Labels;
        public ArrayView<float> Targets;
        public int HasOrder;
        public int First;
        public int TargetLength;
        public int TargetStart;
        public float Smoothing;
        public float Weight;
        public float Scale;

        /// <summary>A sample's number in the data.</summary>
        public readonly int Number(int sample) => HasOrder != 0 ? Order[First + sample] : First + sample;

        /// <summary>Where a sample's targets start.</summary>
        public readonly long TargetsOf(int sample) => ((long)Number(sample) * TargetLength) + TargetStart;

        /// <summary>Leaves the loss of the group's sample, which nothing can hit.</summary>
        public readonly void Leave(float loss)
        {
            if (Group.IdxX == 0)
            {
                Losses[Grid.IdxX] = Weight * loss;
                Hits[Grid.IdxX] = 0;
            }
        }
    }
}
