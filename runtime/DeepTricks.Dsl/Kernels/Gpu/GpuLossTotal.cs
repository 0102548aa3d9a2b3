using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Adds up what the samples of a step left, of all its losses in one launch, and notes a loss that is not finite.</summary>
internal sealed class GpuLossTotal(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> launch = machine.Accelerator.LoadKernel<Operands>(Run);

    /// <summary>Adds up.</summary>
    /// <param name="losses">Losses of the samples.</param>
    /// <param name="hits">1 for each sample that was hit.</param>
    /// <param name="count">How many losses, those of several outputs one after another.</param>
    /// <param name="hitCount">How many hits: those of the output that counts them.</param>
    /// <param name="loss">One number, receives the sum of losses.</param>
    /// <param name="hit">One number, receives the sum of hits.</param>
    /// <param name="failed">One number, set to 1 if the loss is not finite and otherwise left as it is.</param>
    public void Launch(ArrayView<float> losses, ArrayView<int> hits, int count, int hitCount, ArrayView<float> loss, ArrayView<int> hit, ArrayView<int> failed) =>
        launch(machine.Stream, KernelGrid.GroupEach(machine, 1, count), new Operands { Losses = losses, Hits = hits, Count = count, HitCount = hitCount, Loss = loss, Hit = hit, Failed = failed });

    internal static void Run(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        float loss = 0f;
        float hits = 0f;
        for (int i = Group.IdxX; i < operands.Count; i += Group.DimX)
        {
            loss += operands.Losses[i];
            hits += i < operands.HitCount ? operands.Hits[i] : 0f;
        }

        loss = GroupSums.OfAll(shared, loss);
        hits = GroupSums.OfAll(shared, hits);
        if (Group.IdxX == 0)
        {
            operands.Loss[0] = loss;

            // Exact: no batch has as many as 2^24 samples.
            operands.Hit[0] = (int)hits;
            if (!ThreadMath.IsFinite(loss))
            {
                operands.Failed[0] = 1;
            }
        }
    }

    internal struct Operands
    {
        public ArrayView<float> Losses;
        public ArrayView<int> Hits;
        public ArrayView<float> Loss;
        public ArrayView<int> Hit;
        public ArrayView<int> Failed;
        public int Count;
        public int HitCount;
    }
}
