using System.Reflection;
using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Every kernel of the runtime compiled for NVIDIA's devices, on machines without one too.</summary>
public sealed class PtxTests
{
    private static readonly Type[] Tiles = [typeof(SmallTile), typeof(MediumTile), typeof(LargeTile)];
    private static readonly Type[] Kinds = [typeof(ForwardProduct), typeof(InputGradientProduct), typeof(WeightGradientProduct)];

    private static readonly Type[] Factors = [typeof(SingleFactors), typeof(Tf32Factors), typeof(BFloat16Factors)];

    public static TheoryData<string, string, string> Products
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (tile, kind) in Tiles.SelectMany(_ => Kinds, (tile, kind) => (tile.Name, kind.Name)))
            {
                foreach (var factors in Factors)
                {
                    data.Add(tile, kind, factors.Name);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Others =>
    [
        .. new Delegate[]
        {
            GpuGather.Run, GpuOptimizer.Descend, GpuOptimizer.DescendWithMomentum, GpuOptimizer.Adam, GpuGradientNorm.Squares, GpuGradientNorm.Finish,
            GpuLosses.SoftmaxCrossEntropy, GpuLossTotal.Run, GpuStatistics.Run, GpuStatistics.OfFew, GpuJoins.Run, GpuWindows.Sum, GpuWindows.Spread,
            GpuSoftmax.Forward, GpuSoftmax.Backward, GpuResponse.Forward, GpuResponse.Backward, GpuColumns.Moments, GpuColumns.Total,
        }.Select(kernel => $"{kernel.Method.DeclaringType!.FullName}.{kernel.Method.Name}"),
    ];

    [SkippableTheory]
    [MemberData(nameof(Others))]
    public void Other_kernels_compile_and_assemble_without_local_memory(string name)
    {
        int dot = name.LastIndexOf('.');
        var kernel = typeof(GpuGather).Assembly.GetType(name[..dot])!.GetMethod(name[(dot + 1)..], BindingFlags.Static | BindingFlags.NonPublic)!;
        CompilesAndAssembles(kernel);
    }

    [SkippableTheory]
    [InlineData(typeof(Squares))]
    [InlineData(typeof(Lopsided))]
    internal void Losses_against_targets_compile_and_assemble_without_local_memory(Type loss) =>
        CompilesAndAssembles(typeof(PointwiseLossKernel).GetMethod(nameof(PointwiseLossKernel.Run))!.MakeGenericMethod(loss));

    private static void CompilesAndAssembles(MethodInfo kernel)
    {
        string ptx = PtxCompiler.Compile(kernel);
        Assert.Contains(".entry", ptx);
        Assert.DoesNotContain(".local", ptx);
        Skip.If(PtxCompiler.Assembler is null, "compiled, but no ptxas on the path or in PTXAS to assemble with");
        Assert.Equal(0, PtxCompiler.LocalBytes(ptx));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Products_compile(string tile, string kind, string factors)
    {
        string ptx = PtxCompiler.Compile(Product(tile, kind, factors));
        Assert.Contains(".entry", ptx);
        Assert.DoesNotContain(".local", ptx);
        Assert.Contains("ld.v4.f32", ptx);
        Assert.Contains("ld.shared.v4.f32", ptx);
    }

    [SkippableTheory]
    [MemberData(nameof(Products))]
    public void Products_assemble_without_local_memory(string tile, string kind, string factors)
    {
        Skip.If(PtxCompiler.Assembler is null, "no ptxas on the path or in PTXAS");
        string ptx = PtxCompiler.Compile(Product(tile, kind, factors));
        Assert.Equal(0, PtxCompiler.LocalBytes(ptx));
    }

    private static MethodInfo Product(string tile, string kind, string factors) => typeof(ProductKernel).GetMethod(nameof(ProductKernel.Run))!
        .MakeGenericMethod(Tiles.Single(type => type.Name == tile), Kinds.Single(type => type.Name == kind), Factors.Single(type => type.Name == factors));
}
