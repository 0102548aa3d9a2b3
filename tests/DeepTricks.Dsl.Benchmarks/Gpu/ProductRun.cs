using DeepTricks.Dsl.Gpu;
using DeepTricks.Dsl.Shapes;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Benchmarks.Gpu;

/// <summary>A square product, as a dense layer's forward product computes it.</summary>
internal static class ProductRun
{
    /// <summary>Measures it.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="size">Rows and columns of both factors.</param>
    /// <param name="turns">How long.</param>
    /// <returns>Operations a second, a multiply-add counted as two; the median.</returns>
    public static double Measure(GpuMachine machine, int size, Turns turns)
    {
        var shape = SampleShape.Image(1, 1, size);
        var product = new GpuProduct(machine, ProductRole.Forward, shape, shape, new WindowGeometry(1, 1, 1, 1, 0, 0, 1, 1), groups: 1, maximumBatch: size);
        long numbers = (long)size * TensorGeometry.RoundUp(size);
        using var left = GpuMemory.Allocate<float>(machine, numbers);
        using var right = GpuMemory.Allocate<float>(machine, numbers);
        using var result = GpuMemory.Allocate<float>(machine, numbers);
        using var workspace = GpuMemory.Allocate<float>(machine, Math.Max(16, product.WorkspaceFloats));
        using var tickets = GpuMemory.Allocate<int>(machine, product.Tiles);
        double seconds = turns.Median(
            () => product.Launch(size, left.View, right.View, result.View, workspace.View, tickets.View), machine.Stream.Synchronize);
        return 2.0 * size * size * size / seconds;
    }
}
