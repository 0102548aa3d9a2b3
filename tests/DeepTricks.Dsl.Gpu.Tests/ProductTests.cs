using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>The three products of each layer against sums in double precision: every tile, whole sums and sums in parts.</summary>
public sealed class ProductTests
{
    public static TheoryData<string, int> Simulated
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var one in ProductCase.All)
            {
                data.Add(one.Name, 1);
            }

            data.Add("DenseDeep", 3);
            data.Add("Groups", 2);
            return data;
        }
    }

    public static TheoryData<string, Precision> Rounded
    {
        get
        {
            var data = new TheoryData<string, Precision>();
            foreach (var precision in new[] { Precision.Tf32, Precision.BFloat16 })
            {
                foreach (string name in new[] { "Dense", "DenseQuads", "DenseDeep", "Same", "Quads", "GroupsQuads" })
                {
                    data.Add(name, precision);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Names => [.. ProductCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Simulated))]
    public void On_the_simulator(string name, int parts) => Try(Machines.Simulator, Named(name), ProductTileSize.Tiny, parts);

    [Theory]
    [MemberData(nameof(Rounded))]
    public void Of_rounded_factors_on_the_simulator(string name, Precision precision) =>
        Try(Machines.Simulator, Named(name), ProductTileSize.Tiny, name == "DenseDeep" ? 3 : 1, precision);

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void On_OpenCL(string name)
    {
        var machine = Machines.Of(DeviceKind.OpenCl);
        foreach (var tile in new[] { ProductTileSize.Small, ProductTileSize.Medium, ProductTileSize.Large })
        {
            Try(machine, Named(name), tile, 1);
            Try(machine, Named(name), tile, 3);
            Try(machine, Named(name), tile, 1, Precision.Tf32);
            Try(machine, Named(name), tile, 1, Precision.BFloat16);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void On_CUDA(string name)
    {
        var machine = Machines.Of(DeviceKind.Cuda);
        foreach (var tile in new[] { ProductTileSize.Small, ProductTileSize.Medium, ProductTileSize.Large })
        {
            Try(machine, Named(name), tile, 1);
            Try(machine, Named(name), tile, 3);
            Try(machine, Named(name), tile, 1, Precision.Tf32);
            Try(machine, Named(name), tile, 1, Precision.BFloat16);
        }
    }

    [Fact]
    public void Too_many_numbers_for_the_kernels_counters_are_refused_before_anything_runs()
    {
        var layer = Named("Same");
        var refusal = Assert.Throws<NotSupportedException>(
            () => new GpuProduct(Machines.Simulator, ProductRole.Forward, layer.Input, layer.Output, layer.Window, 1, 30_000_000));
        Assert.Contains("smaller batch", refusal.Message);
    }

    private static ProductCase Named(string name) => ProductCase.All.Single(one => one.Name == name);

    private static void Try(GpuMachine machine, ProductCase layer, ProductTileSize tile, int parts, Precision precision = Precision.Single) =>
        ProductTrial.Run(machine, layer, tile, parts, precision);
}
