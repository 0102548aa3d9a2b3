using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Matrix products and direct convolutions on one thread; see <see cref="ProductShape"/> for what they multiply.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Product
{
    /// <summary>
    /// The depth after which a left factor that is read across its rows starts over: each of its cache lines holds the numbers of
    /// several rows, and stays in the nearest cache until the tiles of all of them have come.
    /// </summary>
    private const int StridedDepth = 128;

    /// <summary>
    /// Floats of a right factor that stays in the nearest cache as a whole, a third of it. The panels of such a factor pass before the
    /// next rows come, so that results are written in the order of memory: half the lines of each pixel at a time cost twice as much.
    /// </summary>
    private const int SmallRightFactor = 4096;

    /// <summary>
    /// <c>result[g, r, n] (+)= sum over s, k of left[g, r, Segments[s] + k] * right[s, k, n]</c>, then the epilogue. The
    /// order in which a result is summed follows from the shape alone.
    /// </summary>
    /// <param name="shape">Sizes and strides.</param>
    /// <param name="left">The left factor, read in place.</param>
    /// <param name="right">The right factor in panels of two vectors.</param>
    /// <param name="result">Where the first result goes; must not overlap the factors.</param>
    /// <param name="accumulate">Whether the product is added to what is there.</param>
    /// <param name="epilogue">What happens to the results.</param>
    public static void Run<TLanes, TEpilogue>(
        in ProductShape shape, Floats left, Floats right, Floats result, bool accumulate, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        if (shape.DepthStride > 1 && shape.Depth > StridedDepth && shape.Segments.Count == 1)
        {
            RunDepths<TLanes, TEpilogue>(shape, left, right, result, accumulate, epilogue);
        }
        else
        {
            RunPanels<TLanes, TEpilogue>(shape, left, right, result, accumulate, epilogue);
        }
    }

    /// <summary>The product cut into short depths, which add up in the result.</summary>
    private static void RunDepths<TLanes, TEpilogue>(
        in ProductShape shape, Floats left, Floats right, Floats result, bool accumulate, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        int first = 0;
        for (; shape.Depth - first > StridedDepth; first += StridedDepth)
        {
            var part = shape with { Depth = StridedDepth };
            var from = left + (first * shape.DepthStride);
            RunPanels<TLanes, Plain<TLanes>>(part, from, right + (first * shape.RightStride), result, accumulate || first > 0, default);
        }

        var last = shape with { Depth = shape.Depth - first };
        RunPanels<TLanes, TEpilogue>(
            last, left + (first * shape.DepthStride), right + (first * shape.RightStride), result, accumulate || first > 0, epilogue);
    }

    /// <summary>All panels of columns, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPanels<TLanes, TEpilogue>(
        in ProductShape shape, Floats left, Floats right, Floats result, bool accumulate, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        int panel = 2 * TLanes.Count;
        if (shape.Columns > panel && (long)shape.Segments.Count * shape.Depth * shape.Columns <= SmallRightFactor)
        {
            RunRows<TLanes, TEpilogue>(shape, left, right, result, accumulate, epilogue);
            return;
        }

        for (int column = 0; column < shape.Columns; column += panel)
        {
            if (shape.Columns - column >= panel)
            {
                RunPanel<TLanes, N2, TEpilogue>(shape, left, right, result + column, column, accumulate, epilogue);
            }
            else
            {
                RunPanel<TLanes, N1, TEpilogue>(shape, left, right, result + column, column, accumulate, epilogue);
            }

            right += shape.RightPanelStride;
        }
    }

    /// <summary>All tiles of some rows, then those of the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRows<TLanes, TEpilogue>(
        in ProductShape shape, Floats left, Floats right, Floats result, bool accumulate, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        int panel = 2 * TLanes.Count;
        int tiles = (shape.Rows + TileRows<TLanes>() - 1) / TileRows<TLanes>();
        for (int group = 0; group < shape.Groups; group++)
        {
            int row = 0;
            for (int tile = 1; tile <= tiles; tile++)
            {
                int end = (int)((long)shape.Rows * tile / tiles);
                var from = left + (row * shape.RowStride);
                var to = result + (row * shape.ResultStride);
                var factors = right;
                for (int column = 0; column < shape.Columns; column += panel)
                {
                    if (shape.Columns - column >= panel)
                    {
                        RunTile<TLanes, N2, TEpilogue>(end - row, shape, from, factors, to + column, column, accumulate, epilogue);
                    }
                    else
                    {
                        RunTile<TLanes, N1, TEpilogue>(end - row, shape, from, factors, to + column, column, accumulate, epilogue);
                    }

                    factors += shape.RightPanelStride;
                }

                row = end;
            }

            left += shape.GroupStride;
            result += shape.ResultGroupStride;
        }
    }

    /// <summary>One panel of columns: its factors stay in the cache while all rows pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPanel<TLanes, TVectors, TEpilogue>(
        in ProductShape shape, Floats left, Floats right, Floats result, nint column, bool accumulate, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TVectors : unmanaged
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        // Tiles of nearly equal height: a last tile of one row would cost almost as much as a full one.
        int tiles = (shape.Rows + TileRows<TLanes>() - 1) / TileRows<TLanes>();
        for (int group = 0; group < shape.Groups; group++)
        {
            int row = 0;
            for (int tile = 1; tile <= tiles; tile++)
            {
                int end = (int)((long)shape.Rows * tile / tiles);
                RunTile<TLanes, TVectors, TEpilogue>(
                    end - row,
                    shape,
                    left + (row * shape.RowStride),
                    right,
                    result + (row * shape.ResultStride),
                    column,
                    accumulate,
                    epilogue);
                row = end;
            }

            left += shape.GroupStride;
            result += shape.ResultGroupStride;
        }
    }

    /// <summary>Rows that fit the registers: two sums each, beside two vectors of factors and one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TileRows<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        bool has32Registers = TLanes.Count == 16
            || (TLanes.Count == 8 && Avx512F.VL.IsSupported)
            || (TLanes.Count == 4 && (AdvSimd.Arm64.IsSupported || Avx512F.VL.IsSupported));
        return has32Registers ? 14 : 6;
    }

    /// <summary>Chooses the tile compiled for its height.</summary>
    private static void RunTile<TLanes, TVectors, TEpilogue>(
        int rows, in ProductShape shape, Floats left, Floats right, Floats result, nint column, bool accumulate, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TVectors : unmanaged
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        switch (rows)
        {
            case 1:
                ProductTile.Compute<TLanes, N1, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 2:
                ProductTile.Compute<TLanes, N2, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 3:
                ProductTile.Compute<TLanes, N3, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 4:
                ProductTile.Compute<TLanes, N4, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 5:
                ProductTile.Compute<TLanes, N5, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 6:
                ProductTile.Compute<TLanes, N6, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 7:
                ProductTile.Compute<TLanes, N7, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 8:
                ProductTile.Compute<TLanes, N8, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 9:
                ProductTile.Compute<TLanes, N9, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 10:
                ProductTile.Compute<TLanes, N10, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 11:
                ProductTile.Compute<TLanes, N11, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 12:
                ProductTile.Compute<TLanes, N12, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            case 13:
                ProductTile.Compute<TLanes, N13, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
            default:
                ProductTile.Compute<TLanes, N14, TVectors, TEpilogue>(shape, left, right, result, column, accumulate, epilogue);
                break;
        }
    }
}
