using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Softmax and cross-entropy with its gradient, as <see cref="Losses"/> has it: one launch, a group of threads for each sample. Every sample leaves its
/// loss and whether it was hit; <see cref="GpuLossTotal"/> adds those up.
/// </summary>
internal sealed class GpuLosses(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> launch = machine.Accelerator.LoadKernel<Operands>(SoftmaxCrossEntropy);

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
        if (batch.Count > 0)
        {
            var operands = new Operands { Common = LossOperands.Of(batch, 1), Labels = labels, Smoothing = smoothing };
            launch(machine.Stream, KernelGrid.GroupEach(machine, batch.Count, batch.Outputs.Length), operands);
        }
    }

    internal static void SoftmaxCrossEntropy(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        var common = operands.Common;
        int sample = Grid.IdxX;
        int classes = common.Outputs.Channels;
        int from = sample * common.Outputs.Stride;
        int to = sample * common.Gradient.Stride;
        int label = operands.Labels[common.Number(sample)];
        float top = float.NegativeInfinity;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float value = common.Outputs.Values[from + i];
            top = value > top | ThreadMath.IsNaN(value) ? value : top;
        }

        top = GroupSums.Largest(shared, top);
        float sum = 0f;
        float total = 0f;
        float before = 0f;
        float wanted = common.Outputs.Values[from + label];
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float value = common.Outputs.Values[from + i];
            float power = ThreadMath.Exp(value - top);
            common.Gradient.Values[to + i] = power;
            sum += power;
            total += value - top;
            before += i < label & value == top ? 1f : 0f;
        }

        sum = GroupSums.OfAll(shared, sum);
        total = GroupSums.OfAll(shared, total);

        // Of equal outputs the first counts, as on the CPU.
        before = GroupSums.OfAll(shared, before);
        float rest = operands.Smoothing / classes;
        float scale = common.Scale / sum;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float slope = (common.Gradient.Values[to + i] * scale) - (rest * common.Scale);
            common.Gradient.Values[to + i] = i == label ? slope - ((1f - operands.Smoothing) * common.Scale) : slope;
        }

        if (Group.IdxX == 0)
        {
            common.Losses[sample] = common.Weight * (ThreadMath.Log(sum) - ((1f - operands.Smoothing) * (wanted - top)) - (rest * total));
            common.Hits[sample] = wanted == top & before == 0f ? 1 : 0;
        }
    }

    internal struct Operands
    {
        /// <summary>What all losses receive.</summary>
        public LossOperands Common;

        /// <summary>The class of each sample of the data.</summary>
        public ArrayView<int> Labels;

        /// <summary>The share of probability that is spread over all classes.</summary>
        public float Smoothing;
    }
}
