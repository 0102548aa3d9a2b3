namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>The GPUs that tests run on: the first of each kind. The simulator is always there; a driver may be missing.</summary>
internal static class Machines
{
    private static readonly Lazy<IReadOnlyList<DeviceInfo>> Known = new(() => Device.All);

    /// <summary>The simulator; a test that cannot have it fails.</summary>
    public static GpuMachine Simulator => Device.Simulator.Machine!;

    /// <summary>A machine of the kind, or the test is skipped.</summary>
    public static GpuMachine Of(DeviceKind kind) => DeviceOf(kind).Machine!;

    /// <summary>A device of the kind, or the test is skipped.</summary>
    public static Device DeviceOf(DeviceKind kind)
    {
        Skip.If(kind != DeviceKind.Simulator && Known.Value.All(known => known.Kind != kind), $"no {kind} device on this machine");
        return Device.Of(kind, 0);
    }
}
