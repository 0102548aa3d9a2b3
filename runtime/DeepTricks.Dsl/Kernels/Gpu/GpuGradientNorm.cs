using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Gradient clipping by the norm of all gradients that are updated, in two launches: sums of squares of stretches of the flat buffer, and the
/// factor that <see cref="GpuOptimizer"/> multiplies gradients with. No gradient is written.
/// </summary>
internal sealed class GpuGradientNorm
{
    private const int LeastStretch = 4096;
    private const int MostStretches = 256;

    private readonly GpuMachine machine;
    private readonly Action<AcceleratorStream, KernelConfig, Operands> squares;
    private readonly Action<AcceleratorStream, KernelConfig, Operands> finish;
    private readonly int count;
    private readonly int stretch;

    /// <summary>Plans the norm of a flat buffer.</summary>
    /// <param name="machine">Where it runs.</param>
    /// <param name="count">Floats of all gradients.</param>
    public GpuGradientNorm(GpuMachine machine, int count)
    {
        this.machine = machine;
        this.count = count;
        squares = machine.Accelerator.LoadKernel<Operands>(Squares);
        finish = machine.Accelerator.LoadKernel<Operands>(Finish);
        stretch = Math.Max(LeastStretch, (count + MostStretches - 1) / MostStretches);
        Stretches = Math.Max(1, (count + stretch - 1) / stretch);
    }

    /// <summary>Stretches that squares are added up in, by the length of the buffer alone.</summary>
    public int Stretches { get; }

    /// <summary>Works out the factor, PyTorch's <c>clip_grad_norm_</c>: <c>min(1, most / (norm + 1e-6))</c>.</summary>
    /// <param name="gradient">All gradients.</param>
    /// <param name="table">What the optimizer does to each block; frozen ones don't count.</param>
    /// <param name="most">The norm that gradients are scaled down to, greater than 0.</param>
    /// <param name="partials">At least <see cref="Stretches"/>.</param>
    /// <param name="scale">One number, receives the factor.</param>
    public void Launch(ArrayView<float> gradient, ArrayView<int> table, double most, ArrayView<float> partials, ArrayView<float> scale)
    {
        var operands = new Operands
        {
            Gradient = gradient, Table = table, Partials = partials, Scale = scale, Most = (float)most, Count = count, Stretch = stretch, Stretches = Stretches,
        };
        squares(machine.Stream, KernelGrid.GroupEach(machine, Stretches, stretch), operands);
        finish(machine.Stream, KernelGrid.GroupEach(machine, 1, Stretches), operands);
    }

    internal static void Squares(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int start = Grid.IdxX * operands.Stretch;
        int end = operands.Count - start < operands.Stretch ? operands.Count : start + operands.Stretch;
        float sum = 0f;
        for (int i = start + Group.IdxX; i < end; i += Group.DimX)
        {
            float value = operands.Table[i / GpuOptimizer.BlockFloats] == GpuOptimizer.Frozen ? 0f : operands.Gradient[i];
            sum += value * value;
        }

        sum = GroupSums.OfAll(shared, sum);
        if (Group.IdxX == 0)
        {
            operands.Partials[Grid.IdxX] = sum;
        }
    }

    internal static void Finish(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        float sum = 0f;
        for (int i = Group.IdxX; i < operands.Stretches; i += Group.DimX)
        {
            sum += operands.Partials[i];
        }

        sum = GroupSums.OfAll(shared, sum);
        if (Group.IdxX == 0)
        {
            float factor = operands.Most / (ThreadMath.Sqrt(sum) + 1e-6f);
            operands.Scale[0] = factor > 1f ? 1f : factor;
        }
    }

    internal struct Operands
    {
        public ArrayView<float> Gradient;
        public ArrayView<int> Table;
        public ArrayView<float> Partials;
        public ArrayView<float> Scale;
        public float Most;
        public int Count;
        public int Stretch;
        public int Stretches;
    }
}
