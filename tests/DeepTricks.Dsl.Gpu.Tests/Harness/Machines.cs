namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>The machines that tests run on, each opened once. The simulator is always there; a driver may be missing.</summary>
internal static class Machines
{
    private static readonly Lazy<GpuMachine> Simulated = new(() => GpuMachine.Open(GpuKind.Simulator));
    private static readonly Lazy<GpuMachine?> OpenCl = new(() => FirstOf(GpuKind.OpenCl));
    private static readonly Lazy<GpuMachine?> Cuda = new(() => FirstOf(GpuKind.Cuda));

    /// <summary>The simulator; a test that cannot have it fails.</summary>
    public static GpuMachine Simulator => Simulated.Value;

    /// <summary>A machine of the kind, or the test is skipped.</summary>
    public static GpuMachine Of(GpuKind kind)
    {
        var machine = kind switch { GpuKind.OpenCl => OpenCl.Value, GpuKind.Cuda => Cuda.Value, _ => Simulated.Value };
        Skip.If(machine is null, $"no {kind} device on this machine");
        return machine!;
    }

    private static GpuMachine? FirstOf(GpuKind kind) => GpuMachine.Names(kind).Count == 0 ? null : GpuMachine.Open(kind);
}
