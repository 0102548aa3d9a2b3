using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Compiler.Tests.Gpu;

/// <summary>Devices on the machines that tests run on.</summary>
internal static class GpuDevices
{
    private static readonly Dictionary<GpuKind, Device> Known = [];

    /// <summary>A device of the kind, or the test is skipped.</summary>
    public static Device Of(GpuKind kind)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(kind, out var device))
            {
                Known[kind] = device = new Device(Machines.Of(kind));
            }

            return device;
        }
    }
}
