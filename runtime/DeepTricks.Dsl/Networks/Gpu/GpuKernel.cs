using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A kernel of a network, loaded on a machine.</summary>
/// <typeparam name="TNumbers">What it receives.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuKernel<TNumbers>
    where TNumbers : struct, IGpuNumbers
{
    internal GpuKernel(Action<AcceleratorStream, KernelConfig, TNumbers> launch) => Launch = launch;

    internal Action<AcceleratorStream, KernelConfig, TNumbers> Launch { get; }
}
