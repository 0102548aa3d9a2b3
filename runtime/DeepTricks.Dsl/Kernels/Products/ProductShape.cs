using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// Sizes and strides of a <see cref="Product"/>, in floats. The left factor is read in place: a plain matrix has one segment per
/// row, a convolution one group per row of output pixels and one segment per kernel row, whose pixels lie side by side.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ProductShape
{
    /// <summary>Outer repetitions: the output rows of an image, 1 for a plain product.</summary>
    public int Groups;

    /// <summary>From group to group in the left factor.</summary>
    public nint GroupStride;

    /// <summary>From group to group in the result.</summary>
    public nint ResultGroupStride;

    /// <summary>Result rows in a group.</summary>
    public int Rows;

    /// <summary>From row to row in the left factor.</summary>
    public nint RowStride;

    /// <summary>Products summed per segment.</summary>
    public int Depth;

    /// <summary>From product to product along a segment of the left factor.</summary>
    public nint DepthStride;

    /// <summary>Where each segment of the left factor starts, counted from its row.</summary>
    public Offsets Segments;

    /// <summary>From row to row of the right factor, one row per product.</summary>
    public nint RightStride;

    /// <summary>From segment to segment of the right factor.</summary>
    public nint RightSegmentStride;

    /// <summary>From panel to panel of the right factor; a panel is two vectors of columns.</summary>
    public nint RightPanelStride;

    /// <summary>Result columns, a multiple of the vector's lanes.</summary>
    public int Columns;

    /// <summary>From row to row of the result.</summary>
    public nint ResultStride;
}
