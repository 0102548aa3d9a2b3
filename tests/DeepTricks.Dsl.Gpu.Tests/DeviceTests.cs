using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Finding, naming and opening devices, with and without their drivers.</summary>
public sealed class DeviceTests
{
    [Fact]
    public void The_processor_comes_first_and_the_simulator_is_always_there()
    {
        var all = Device.All;
        Assert.Equal("cpu", all[0].Id);
        Assert.Equal(Environment.ProcessorCount, all[0].Open().Threads);
        Assert.False(all[0].IsGpu);
        var simulator = Assert.Single(all, device => device.Kind == DeviceKind.Simulator);
        Assert.Equal("simulator", simulator.Id);
        Assert.False(simulator.IsGpu);
        Assert.Same(Device.Simulator, simulator.Open());
        Assert.All(all, device => Assert.True(device.MemoryBytes > 0));
        Assert.Equal(all.Count, all.Select(device => device.Id).Distinct().Count());
    }

    [Fact]
    public void The_best_device_is_a_GPU_only_where_there_is_one()
    {
        var gpu = Device.All.FirstOrDefault(device => device.IsGpu);
        Assert.Equal(gpu?.Id ?? "cpu", Device.Best.Id);
        Assert.NotEqual(DeviceKind.Simulator, Device.Best.Kind);
        Assert.Same(Device.Best, Device.Parse(" Best "));
    }

    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("CPU", "cpu")]
    [InlineData(" Simulator ", "simulator")]
    public void Names_lead_to_devices(string name, string id)
    {
        Assert.True(Device.IsName(name));
        Assert.Equal(id, Device.Parse(name).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("best:0")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:+1")]
    [InlineData("cuda:1:2")]
    [InlineData("opencl:99999999999")]
    [InlineData("cpu:2")]
    [InlineData("simulator:0")]
    public void What_is_no_name_says_what_names_there_are(string name)
    {
        var refusal = Assert.Throws<FormatException>(() => Device.Parse(name));
        Assert.False(Device.IsName(name));
        Assert.Equal($"'{name}' is no device; devices are best, cpu, cuda, opencl or simulator; cuda:1 is the second card", refusal.Message);
    }

    [SkippableTheory]
    [InlineData(DeviceKind.Cuda, "cuda:0")]
    [InlineData(DeviceKind.OpenCl, "opencl:0")]
    public void A_GPU_is_opened_once(DeviceKind kind, string id)
    {
        var device = Machines.DeviceOf(kind);
        Assert.Same(device, Device.Parse(id));
        Assert.Same(device, Device.Parse(id.Split(':')[0]));
        Assert.Equal(Device.All.First(known => known.Kind == kind).Name, device.Name);
    }

    [SkippableFact]
    public void A_missing_driver_is_named_when_a_device_is_asked_for()
    {
        Skip.If(Device.All.Any(device => device.Kind == DeviceKind.Cuda), "this machine has the driver");
        Skip.If(OperatingSystem.IsWindows(), "the library has another name there");
        var refusal = Assert.Throws<DeviceNotFoundException>(() => Device.Cuda());
        Assert.Equal("no CUDA device: its driver's library (libcuda.so.1 or libcuda.so) is not installed", refusal.Message);
        Assert.Throws<DeviceNotFoundException>(() => Device.Parse("cuda:3"));
    }

    [Fact]
    public void A_number_beyond_the_last_device_says_how_many_there_are()
    {
        var refusal = Assert.Throws<DeviceNotFoundException>(() => GpuMachine.Open(DeviceKind.Simulator, 7));
        Assert.Equal("no Simulator device 7: the driver knows 1, counted from 0", refusal.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Device.Cuda(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Device.OpenCl(-1));
    }

    [Fact]
    public void Memory_that_is_not_there_is_refused_with_what_is_needed_and_free()
    {
        var refusal = Assert.Throws<DeviceMemoryException>(() => GpuMemory.Check(Machines.Simulator, long.MaxValue));
        Assert.Equal(long.MaxValue, refusal.NeededBytes);
        Assert.Equal(Machines.Simulator.FreeBytes, refusal.FreeBytes);
        Assert.Contains($"{refusal.FreeBytes} bytes of memory free, {refusal.NeededBytes} are needed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_takes_as_many_threads_as_it_is_told()
    {
        Assert.Equal("CPU, 3 threads, ", Device.Cpu(3).Name[..16]);
        Assert.Equal(3, Device.Cpu(3).Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => Device.Cpu(-1));
    }
}
