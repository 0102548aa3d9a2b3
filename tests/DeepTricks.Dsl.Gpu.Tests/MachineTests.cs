using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Finding and opening machines, with and without their drivers.</summary>
public sealed class MachineTests
{
    [Fact]
    public void The_simulator_is_always_there()
    {
        Assert.Single(GpuMachine.Names(GpuKind.Simulator));
        Assert.Equal(GpuKind.Simulator, Machines.Simulator.Kind);
        Assert.True(Machines.Simulator.FreeBytes > 0);
    }

    [SkippableFact]
    public void A_missing_driver_is_an_empty_list_and_named_when_a_device_is_asked_for()
    {
        Skip.If(GpuMachine.Names(GpuKind.Cuda).Count > 0, "this machine has the driver");
        Skip.If(OperatingSystem.IsWindows(), "the library has another name there");
        var refusal = Assert.Throws<NotSupportedException>(() => GpuMachine.Open(GpuKind.Cuda));
        Assert.Equal("no CUDA device: its driver's library (libcuda.so.1 or libcuda.so) is not installed", refusal.Message);
    }

    [Fact]
    public void A_number_beyond_the_last_device_says_how_many_there_are()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => GpuMachine.Open(GpuKind.Simulator, 7));
        Assert.Equal("no Simulator device 7: the driver knows 1, counted from 0", refusal.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuMachine.Open(GpuKind.Simulator, -1));
    }
}
