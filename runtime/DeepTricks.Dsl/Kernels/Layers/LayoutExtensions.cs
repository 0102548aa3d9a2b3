using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Finds pixels in memory.</summary>
internal static class LayoutExtensions
{
    /// <summary>The first channel of a pixel of a sample.</summary>
    public static Floats At(this in TensorGeometry layout, Floats sample, int y, int x) =>
        sample + (layout.Start + ((nint)y * layout.Pitch) + ((nint)x * layout.Stride));
}
