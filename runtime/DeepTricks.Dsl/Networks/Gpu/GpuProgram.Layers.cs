using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <content>Launches of layers that the runtime computes.</content>
public abstract partial class GpuProgram
{
    /// <summary>Average pooling.</summary>
    protected void AveragePool(GpuTensor input, GpuTensor output, WindowSize window) =>
        Layer(LayerKernels.AveragePool, new LayerOperands { From = input, Given = input, To = output, Window = window });

    /// <summary>Repetition of positions.</summary>
    protected void Upsample(GpuTensor input, GpuTensor output) =>
        Layer(LayerKernels.Upsample, new LayerOperands { From = input, Given = input, To = output });

    /// <summary>Softmax across channels.</summary>
    protected void Softmax(GpuTensor input, GpuTensor output) =>
        Layer(LayerKernels.Softmax, new LayerOperands { From = input, Given = input, To = output });

    /// <summary>Local response normalization.</summary>
    protected void ResponseNormalization(GpuTensor input, GpuTensor output, ResponseNumbers numbers)
    {
        var operands = new LayerOperands { From = input, Given = input, To = output };
        operands.Set(numbers);
        Layer(LayerKernels.ResponseNormalization, operands);
    }

    /// <summary>Copies a tensor.</summary>
    protected void Copy(GpuTensor from, GpuTensor to) => Join(JoinKind.Copy, from, from, to);

    /// <summary>Adds a tensor to another.</summary>
    protected void AddInto(GpuTensor from, GpuTensor to) => Join(JoinKind.AddInto, from, from, to);

    /// <summary>The sum of two tensors.</summary>
    protected void Add(GpuTensor first, GpuTensor second, GpuTensor to) => Join(JoinKind.Add, first, second, to);

    /// <summary>The product of two tensors.</summary>
    protected void Multiply(GpuTensor first, GpuTensor second, GpuTensor to) => Join(JoinKind.Multiply, first, second, to);

    /// <summary>Adds the product of two tensors to a third.</summary>
    protected void MultiplyInto(GpuTensor first, GpuTensor second, GpuTensor to) => Join(JoinKind.MultiplyInto, first, second, to);

    private protected void Join(JoinKind kind, GpuTensor first, GpuTensor second, GpuTensor to) => Elements(
        JoinKernel.Run, new JoinOperands { First = first, Second = second, Target = to, Count = Count, Kind = (int)kind }, (long)Count * to.Length);

    private protected void Gather(in SampleSource source, GpuTensor to, int start, RescaleNumbers numbers) => Elements(
        GatherKernel.Run,
        new GatherOperands { Source = source, Target = to, Count = Count, Start = start, Factor = numbers.Factor, Summand = numbers.Summand },
        (long)Count * to.Length);

    private protected void Layer(Action<LayerOperands> kernel, LayerOperands operands)
    {
        operands.Count = Count;
        Elements(kernel, operands, (long)Count * operands.To.Length);
    }

    /// <summary>Enqueues a kernel whose threads share numbers out among themselves.</summary>
    private protected void Elements<TOperands>(Action<TOperands> kernel, TOperands operands, long numbers)
        where TOperands : struct
    {
        long groups = Math.Clamp((numbers + Machine.Threads - 1) / Machine.Threads, 1, Machine.BusyGroups * 8L);
        Enqueue(kernel, operands, new Index3D((int)groups, 1, 1));
    }

    /// <summary>Enqueues a kernel of the runtime.</summary>
    private protected void Enqueue<TOperands>(Action<TOperands> kernel, TOperands operands, Index3D groups)
        where TOperands : struct
    {
        Machine.Load(kernel)(Machine.Stream, new KernelConfig(groups, new Index3D(Machine.Threads, 1, 1)), operands);
        Launches++;
    }
}
