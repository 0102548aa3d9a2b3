using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Softmax across the channels of each position, a group of threads for each; see <see cref="SoftmaxLayer"/>.</summary>
internal sealed class GpuSoftmax(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> forward = machine.Accelerator.LoadKernel<Operands>(Forward);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> backward = machine.Accelerator.LoadKernel<Operands>(Backward);

    /// <summary>Forward.</summary>
    public void Launch(int count, GpuTensor input, GpuTensor output) =>
        Launch(forward, count, new Operands { Output = output, From = input, To = output });

    /// <summary>Backward: <c>dx = y (dy - sum(dy y))</c>.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="output">What forward gave.</param>
    /// <param name="outputGradient">Its gradient.</param>
    /// <param name="inputGradient">Receives the input's gradient.</param>
    /// <param name="adds">Whether to add to what is there.</param>
    public void LaunchBackward(int count, GpuTensor output, GpuTensor outputGradient, GpuTensor inputGradient, bool adds) =>
        Launch(backward, count, new Operands { Output = output, From = outputGradient, To = inputGradient, Adds = adds ? 1 : 0 });

    private void Launch(Action<AcceleratorStream, KernelConfig, Operands> kernel, int count, in Operands operands)
    {
        int positions = checked(count * operands.Output.Pixels);
        if (positions > 0)
        {
            kernel(machine.Stream, KernelGrid.GroupEach(machine, positions, operands.Output.Channels), operands);
        }
    }

    internal static void Forward(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int from = Grid.IdxX * operands.From.Stride;
        int to = Grid.IdxX * operands.To.Stride;
        float top = float.NegativeInfinity;
        for (int c = Group.IdxX; c < operands.To.Channels; c += Group.DimX)
        {
            float value = operands.From.Values[from + c];
            top = value > top | ThreadMath.IsNaN(value) ? value : top;
        }

        top = GroupSums.Largest(shared, top);
        float sum = 0f;
        for (int c = Group.IdxX; c < operands.To.Channels; c += Group.DimX)
        {
            float power = ThreadMath.Exp(operands.From.Values[from + c] - top);
            operands.To.Values[to + c] = power;
            sum += power;
        }

        float scale = 1f / GroupSums.OfAll(shared, sum);
        for (int c = Group.IdxX; c < operands.To.Channels; c += Group.DimX)
        {
            operands.To.Values[to + c] *= scale;
        }
    }

    internal static void Backward(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int output = Grid.IdxX * operands.Output.Stride;
        int from = Grid.IdxX * operands.From.Stride;
        int to = Grid.IdxX * operands.To.Stride;
        float sum = 0f;
        for (int c = Group.IdxX; c < operands.To.Channels; c += Group.DimX)
        {
            sum += operands.Output.Values[output + c] * operands.From.Values[from + c];
        }

        sum = GroupSums.OfAll(shared, sum);
        for (int c = Group.IdxX; c < operands.To.Channels; c += Group.DimX)
        {
            float value = operands.Output.Values[output + c] * (operands.From.Values[from + c] - sum);
            operands.To.Put(to + c, value, operands.Adds);
        }
    }

    internal struct Operands
    {
        public GpuTensor Output;
        public GpuTensor From;
        public GpuTensor To;
        public int Adds;
    }
}
