using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Allocates memory of a machine, with an error that says how much was needed.</summary>
internal static class GpuMemory
{
    private const int ZerosAtOnce = 1 << 20;

    /// <summary>Checks that so much is free, as far as the driver tells.</summary>
    /// <exception cref="DeviceMemoryException">It is not.</exception>
    public static void Check(GpuMachine machine, long bytes)
    {
        long free = machine.FreeBytes;
        if (bytes > free)
        {
            throw new DeviceMemoryException(machine.Name, bytes, free);
        }
    }

    /// <summary>Allocates zeros.</summary>
    /// <exception cref="DeviceMemoryException">The machine has not that much.</exception>
    public static MemoryBuffer1D<T, ILGPU.Stride1D.Dense> Allocate<T>(GpuMachine machine, long count)
        where T : unmanaged
    {
        lock (machine.Gate)
        {
            long bytes = count * ILGPU.Interop.SizeOf<T>();
            Check(machine, bytes);
            try
            {
                var buffer = machine.Accelerator.Allocate1D<T>(count);
                Clear(machine, buffer);
                return buffer;
            }
            catch (AcceleratorException exception)
            {
                throw new DeviceMemoryException(machine.Name, bytes, machine.FreeBytes, exception);
            }
        }
    }

    /// <summary>Sets numbers to zero by copying: filling memory is refused by some OpenCL drivers.</summary>
    private static void Clear<T>(GpuMachine machine, MemoryBuffer1D<T, ILGPU.Stride1D.Dense> buffer)
        where T : unmanaged
    {
        var zeros = new T[Math.Min(buffer.Length, ZerosAtOnce)];
        for (long at = 0; at < buffer.Length; at += zeros.Length)
        {
            int count = (int)Math.Min(zeros.Length, buffer.Length - at);
            buffer.View.SubView(at, count).CopyFromCPU(machine.Stream, zeros.AsSpan(0, count));
        }

        machine.Stream.Synchronize();
    }
}
