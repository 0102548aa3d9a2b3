using System.Globalization;
using BenchmarkDotNet.Attributes;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl.Benchmarks.Micro;

/// <summary>The product microkernel on one thread, in the sizes of the benchmark networks.</summary>
public class KernelBenchmarks : IDisposable
{
    private NativeArena memory = null!;
    private ProductShape shape;
    private Floats left;
    private Floats right;
    private Floats result;

    /// <summary>What is multiplied.</summary>
    public static IEnumerable<ProductCase> Cases =>
    [
        new("dense", Groups: 1, Rows: 64, Segments: 1, Depth: 784, Columns: 512),
        new("dense", Groups: 1, Rows: 256, Segments: 1, Depth: 512, Columns: 512),
        new("conv 3x3", Groups: 14, Rows: 14, Segments: 3, Depth: 3 * 32, Columns: 64),
    ];

    /// <summary>The case at hand.</summary>
    [ParamsSource(nameof(Cases))]
    public ProductCase Product { get; set; } = null!;

    [GlobalSetup]
    public void Prepare()
    {
        int panel = 2 * VectorUnit.Lanes;
        bool image = Product.Segments > 1;
        int pixel = Product.Depth / Product.Segments;
        int pitch = image ? (Product.Rows + Product.Segments - 1) * pixel : Product.Depth;
        long leftLength = image ? (long)(Product.Groups + Product.Segments - 1) * pitch : (long)Product.Rows * pitch;
        long panels = (Product.Columns + panel - 1) / panel;
        long rightLength = panels * Product.Segments * Product.Depth * panel;
        long resultLength = (long)Product.Groups * Product.Rows * Product.Columns;
        memory = new NativeArena(NativeArena.BytesFor(leftLength) + NativeArena.BytesFor(rightLength) + NativeArena.BytesFor(resultLength) + 64);
        left = Random(leftLength, 1);
        right = Random(rightLength, 2);
        result = memory.Take(resultLength);
        shape = new ProductShape
        {
            Groups = Product.Groups,
            GroupStride = pitch,
            ResultGroupStride = Product.Rows * Product.Columns,
            Rows = Product.Rows,
            RowStride = image ? pixel : pitch,
            Depth = Product.Depth,
            DepthStride = 1,
            Segments = memory.Table([.. Enumerable.Range(0, Product.Segments).Select(segment => segment * pitch)]),
            RightStride = panel,
            RightSegmentStride = Product.Depth * panel,
            RightPanelStride = Product.Segments * Product.Depth * panel,
            Columns = Product.Columns,
            ResultStride = Product.Columns,
        };
    }

    [Benchmark]
    public void Multiply()
    {
        switch (VectorUnit.Lanes)
        {
            case 16:
                Kernels.Product.Run<Lanes16, Plain<Lanes16>>(shape, left, right, result, false, default);
                break;
            case 8:
                Kernels.Product.Run<Lanes8, Plain<Lanes8>>(shape, left, right, result, false, default);
                break;
            case 4:
                Kernels.Product.Run<Lanes4, Plain<Lanes4>>(shape, left, right, result, false, default);
                break;
            default:
                Kernels.Product.Run<Lanes1, Plain<Lanes1>>(shape, left, right, result, false, default);
                break;
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        memory?.Dispose();
        GC.SuppressFinalize(this);
    }

    private Floats Random(long length, int seed)
    {
        var random = new Random(seed);
        var floats = memory.Take(length);
        for (nint i = 0; i < length; i++)
        {
            floats[i] = (float)(random.NextDouble() - 0.5);
        }

        return floats;
    }
}

/// <summary>Sizes of a product: a plain one, or a convolution whose output rows are groups and whose kernel rows are segments.</summary>
public sealed record ProductCase(string Kind, int Groups, int Rows, int Segments, int Depth, int Columns)
{
    /// <summary>The sizes and how much there is to compute, so that a time can be turned into a speed.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind} {Groups * Rows}x{Segments * Depth}x{Columns}, {2e-6 * Groups * Rows * Segments * Depth * Columns:F1} MFLOP");
}
