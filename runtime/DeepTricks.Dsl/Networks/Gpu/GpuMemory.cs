using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Allocates memory of a machine, with an error that says how much was needed.</summary>
internal static class GpuMemory
{
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
                buffer.MemSetToZero(machine.Stream);
                machine.Stream.Synchronize();
                return buffer;
            }
            catch (AcceleratorException exception)
            {
                throw new DeviceMemoryException(machine.Name, bytes, machine.FreeBytes, exception);
            }
        }
    }
}
