using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl.Gpu;

/// <content>Launches of layers that the runtime computes.</content>
public abstract partial class GpuProgram
{
    private protected GpuLayers Layers => Machine.Layers;

    /// <summary>Average pooling.</summary>
    protected void AveragePool(GpuTensor input, GpuTensor output, WindowSize window)
    {
        Layers.Windows.Average(Count, input, output, window);
        CountLaunch();
    }

    /// <summary>Repetition of positions.</summary>
    protected void Upsample(GpuTensor input, GpuTensor output)
    {
        Layers.Windows.Upsample(Count, input, output);
        CountLaunch();
    }

    /// <summary>Softmax across channels.</summary>
    protected void Softmax(GpuTensor input, GpuTensor output)
    {
        Layers.Softmax.Launch(Count, input, output);
        CountLaunch();
    }

    /// <summary>Local response normalization.</summary>
    protected void ResponseNormalization(GpuTensor input, GpuTensor output, ResponseNumbers numbers)
    {
        Layers.Response.Launch(Count, input, output, numbers);
        CountLaunch();
    }

    /// <summary>Copies a tensor.</summary>
    protected void Copy(GpuTensor from, GpuTensor to)
    {
        Layers.Joins.Copy(Count, from, to);
        CountLaunch();
    }

    /// <summary>Adds a tensor to another.</summary>
    protected void Add(GpuTensor from, GpuTensor to)
    {
        Layers.Joins.Add(Count, from, to);
        CountLaunch();
    }

    /// <summary>Multiplies a tensor by another.</summary>
    protected void Multiply(GpuTensor by, GpuTensor to)
    {
        Layers.Joins.Multiply(Count, by, to);
        CountLaunch();
    }
}
