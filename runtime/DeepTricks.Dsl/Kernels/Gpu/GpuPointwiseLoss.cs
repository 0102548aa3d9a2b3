using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A loss of each output and its target alone with its gradient, as <see cref="Losses.Pointwise"/> has it: one launch, a group of threads for each sample.</summary>
/// <typeparam name="TLoss">The loss, from its formula.</typeparam>
internal sealed class GpuPointwiseLoss<TLoss>(GpuMachine machine)
    where TLoss : unmanaged, IGpuPointwiseLoss
{
    private readonly Action<AcceleratorStream, KernelConfig, PointwiseLossOperands<TLoss>> launch =
        machine.Accelerator.LoadKernel<PointwiseLossOperands<TLoss>>(PointwiseLossKernel.Run);

    /// <summary>Losses and gradients of a batch, the mean over a sample's numbers.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="targets">The targets of each sample of the data, without padding.</param>
    /// <param name="targetLength">Numbers from one sample's targets to the next.</param>
    /// <param name="targetStart">Where in a sample's targets those of this output start.</param>
    /// <param name="loss">The loss with its settings.</param>
    public void Launch(in GpuLosses.Batch batch, ArrayView<float> targets, int targetLength, int targetStart, TLoss loss)
    {
        if (batch.Count > 0)
        {
            var operands = new PointwiseLossOperands<TLoss>
            {
                Common = LossOperands.Of(batch, batch.Outputs.Length), Targets = targets, TargetLength = targetLength, TargetStart = targetStart, Loss = loss,
            };
            launch(machine.Stream, KernelGrid.GroupEach(machine, batch.Count, batch.Outputs.Length), operands);
        }
    }
}

/// <summary>The kernel of <see cref="GpuPointwiseLoss{TLoss}"/>.</summary>
internal static class PointwiseLossKernel
{
    public static void Run<TLoss>(PointwiseLossOperands<TLoss> operands)
        where TLoss : unmanaged, IGpuPointwiseLoss
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        var common = operands.Common;
        int length = common.Outputs.Length;
        int sample = Grid.IdxX;
        int first = sample * length;
        long targets = ((long)common.Number(sample) * operands.TargetLength) + operands.TargetStart;
        float sum = 0f;
        for (int i = Group.IdxX; i < length; i += Group.DimX)
        {
            float x = common.Outputs.Values[common.Outputs.Place(first + i)];
            float t = operands.Targets[targets + i];
            sum += operands.Loss.Value(x, t);
            common.Gradient.Values[common.Gradient.Place(first + i)] = operands.Loss.Slope(x, t) * common.Scale;
        }

        sum = GroupSums.OfAll(shared, sum);
        if (Group.IdxX == 0)
        {
            common.Losses[sample] = common.Weight * (sum / length);

            // Nothing can hit a number.
            common.Hits[sample] = 0;
        }
    }
}

/// <summary>What <see cref="PointwiseLossKernel"/> receives.</summary>
internal struct PointwiseLossOperands<TLoss>
    where TLoss : unmanaged, IGpuPointwiseLoss
{
    /// <summary>What all losses receive.</summary>
    public LossOperands Common;

    /// <summary>The targets of each sample of the data, without padding.</summary>
    public ArrayView<float> Targets;

    /// <summary>Numbers from one sample's targets to the next.</summary>
    public int TargetLength;

    /// <summary>Where in a sample's targets those of this output start.</summary>
    public int TargetStart;

    /// <summary>The loss.</summary>
    public TLoss Loss;
}
