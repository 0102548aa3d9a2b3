using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Memory of the host that the device can copy from while the host goes on: page-locked where the driver knows that.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal sealed class HostBuffer<T>(GpuMachine machine, int length) : IDisposable
    where T : unmanaged
{
    private readonly PageLockedArray1D<T> memory = machine.Accelerator.AllocatePageLocked1D<T>(Math.Max(1, length));

    /// <summary>The numbers. They must not change before a copy of them is done.</summary>
    public Span<T> Numbers => memory.Span[..length];

    /// <summary>Enqueues a copy to the device.</summary>
    /// <param name="stream">The queue.</param>
    /// <param name="first">The first number to copy.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where to.</param>
    public void Upload(AcceleratorStream stream, int first, int count, ArrayView<T> to)
    {
        if (count > 0)
        {
            to.SubView(0, count).CopyFromCPUUnsafeAsync(stream, ref memory[first], count);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();
}
