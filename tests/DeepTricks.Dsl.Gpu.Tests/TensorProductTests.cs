using System.Reflection;
using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Products by tensor cores: everything but the instruction by its emulation, and the instruction as far as NVIDIA's assembler.</summary>
public sealed class TensorProductTests
{
    private static readonly Lazy<GpuMachine> TwoWarps = new(() => GpuMachine.SimulateWarps(2));
    private static readonly Type[] Tiles = [typeof(SmallTile), typeof(MediumTile), typeof(LargeTile)];
    private static readonly Type[] Kinds = [typeof(ForwardProduct), typeof(InputGradientProduct), typeof(WeightGradientProduct)];

    public static TheoryData<string, Precision, int> Simulated
    {
        get
        {
            var data = new TheoryData<string, Precision, int>();
            foreach (var precision in new[] { Precision.Tf32, Precision.BFloat16 })
            {
                foreach (string name in new[] { "Dense", "DenseQuads", "Quads", "Stride", "Groups" })
                {
                    data.Add(name, precision, 1);
                }

                data.Add("DenseDeep", precision, 3);
            }

            return data;
        }
    }

    public static TheoryData<string, Precision> All
    {
        get
        {
            var data = new TheoryData<string, Precision>();
            foreach (var precision in new[] { Precision.Tf32, Precision.BFloat16 })
            {
                foreach (var one in ProductCase.All)
                {
                    data.Add(one.Name, precision);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string, Precision> Kernels
    {
        get
        {
            var data = new TheoryData<string, string, Precision>();
            foreach (var (tile, kind) in Tiles.SelectMany(_ => Kinds, (tile, kind) => (tile.Name, kind.Name)))
            {
                data.Add(tile, kind, Precision.Tf32);
                data.Add(tile, kind, Precision.BFloat16);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Simulated))]
    public void Emulated_on_the_simulator(string name, Precision precision, int parts) =>
        ProductTrial.Run(TwoWarps.Value, Named(name), ProductTileSize.Small, parts, precision, Emulated(precision));

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Emulated_on_OpenCL(string name, Precision precision)
    {
        var machine = Machines.Of(DeviceKind.OpenCl);
        foreach (var tile in new[] { ProductTileSize.Small, ProductTileSize.Medium, ProductTileSize.Large })
        {
            ProductTrial.Run(machine, Named(name), tile, 1, precision, Emulated(precision));
            ProductTrial.Run(machine, Named(name), tile, 3, precision, Emulated(precision));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_instruction_compiles_and_assembles_without_local_memory(string tile, string kind, Precision precision)
    {
        string ptx = PtxCompiler.Compile(Kernel(tile, kind, precision));
        string instruction = precision == Precision.Tf32 ? "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32" : "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32";
        Assert.Equal(tile == nameof(LargeTile) ? 16 : 4, ptx.Split(instruction).Length - 1);
        Assert.Equal(1, ptx.Split(".reg .f32 sum<64>").Length - 1);
        Assert.DoesNotContain(".local", ptx);
        if (PtxCompiler.Assembler is not null)
        {
            Assert.Equal(0, PtxCompiler.LocalBytes(ptx));
        }
    }

    private static ProductCase Named(string name) => ProductCase.All.Single(one => one.Name == name);

    private static ProductKernels Emulated(Precision precision) => precision == Precision.Tf32
        ? new TensorProductKernels<Tf32Factors, WarpEmulation<Tf32Factors>>()
        : new TensorProductKernels<BFloat16Factors, WarpEmulation<BFloat16Factors>>();

    private static MethodInfo Kernel(string tile, string kind, Precision precision) => typeof(TensorProductKernel).GetMethod(nameof(TensorProductKernel.Run))!
        .MakeGenericMethod(
            Tiles.Single(type => type.Name == tile),
            Kinds.Single(type => type.Name == kind),
            precision == Precision.Tf32 ? typeof(Tf32Factors) : typeof(BFloat16Factors),
            precision == Precision.Tf32 ? typeof(Tf32Instruction) : typeof(BFloat16Instruction));
}
