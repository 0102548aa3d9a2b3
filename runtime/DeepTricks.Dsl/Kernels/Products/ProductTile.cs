using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>One tile of a product: up to 14 rows by one or two vectors, held in registers over the whole depth.</summary>
internal static unsafe partial class ProductTile
{
    /// <summary>
    /// Computes the tile whose upper left corner is at <paramref name="result"/>. The numbers of rows and vectors are the sizes of
    /// <typeparamref name="TRows"/> and <typeparamref name="TVectors"/>: <c>sizeof</c> is a constant before anything is inlined, so
    /// each compiled tile contains its own rows only, and all sums stay in registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TLanes, TRows, TVectors, TEpilogue>(
        in ProductShape shape, Floats left, Floats right, Floats result, nint column, bool accumulate, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TRows : unmanaged
        where TVectors : unmanaged
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        TLanes a0 = TLanes.Zero, b0 = TLanes.Zero;
        TLanes a1 = TLanes.Zero, b1 = TLanes.Zero;
        TLanes a2 = TLanes.Zero, b2 = TLanes.Zero;
        TLanes a3 = TLanes.Zero, b3 = TLanes.Zero;
        TLanes a4 = TLanes.Zero, b4 = TLanes.Zero;
        TLanes a5 = TLanes.Zero, b5 = TLanes.Zero;
        TLanes a6 = TLanes.Zero, b6 = TLanes.Zero;
        TLanes a7 = TLanes.Zero, b7 = TLanes.Zero;
        TLanes a8 = TLanes.Zero, b8 = TLanes.Zero;
        TLanes a9 = TLanes.Zero, b9 = TLanes.Zero;
        TLanes aA = TLanes.Zero, bA = TLanes.Zero;
        TLanes aB = TLanes.Zero, bB = TLanes.Zero;
        TLanes aC = TLanes.Zero, bC = TLanes.Zero;
        TLanes aD = TLanes.Zero, bD = TLanes.Zero;

        // In bytes, so that an addition inside the instruction reaches every row.
        nint depthStride = shape.DepthStride * sizeof(float);
        nint rightStride = shape.RightStride * sizeof(float);
        nint rowStride = shape.RowStride * sizeof(float);
        nint twoRows = 2 * rowStride;

        for (int segment = 0; segment < shape.Segments.Count; segment++)
        {
            // A pointer for every third row is enough, and spares registers.
            byte* rows0 = (byte*)(left.Pointer + shape.Segments[segment]);
            byte* rows3 = rows0 + rowStride + twoRows;
            byte* rows6 = rows3 + rowStride + twoRows;
            byte* rows9 = rows6 + rowStride + twoRows;
            byte* rowsC = rows9 + rowStride + twoRows;
            byte* factors = (byte*)(right.Pointer + (segment * shape.RightSegmentStride));

            for (int k = shape.Depth; k > 0; k--)
            {
                var first = TLanes.LoadAt((float*)factors);
                var second = sizeof(TVectors) > 1 ? TLanes.LoadAt((float*)factors + TLanes.Count) : default;
                factors += rightStride;

                {
                    var value = TLanes.BroadcastAt((float*)rows0);
                    a0 = TLanes.MultiplyAdd(value, first, a0);
                    if (sizeof(TVectors) > 1)
                    {
                        b0 = TLanes.MultiplyAdd(value, second, b0);
                    }
                }

                if (sizeof(TRows) > 1)
                {
                    var value = TLanes.BroadcastAt((float*)(rows0 + rowStride));
                    a1 = TLanes.MultiplyAdd(value, first, a1);
                    if (sizeof(TVectors) > 1)
                    {
                        b1 = TLanes.MultiplyAdd(value, second, b1);
                    }
                }

                if (sizeof(TRows) > 2)
                {
                    var value = TLanes.BroadcastAt((float*)(rows0 + twoRows));
                    a2 = TLanes.MultiplyAdd(value, first, a2);
                    if (sizeof(TVectors) > 1)
                    {
                        b2 = TLanes.MultiplyAdd(value, second, b2);
                    }
                }

                if (sizeof(TRows) > 3)
                {
                    var value = TLanes.BroadcastAt((float*)rows3);
                    a3 = TLanes.MultiplyAdd(value, first, a3);
                    if (sizeof(TVectors) > 1)
                    {
                        b3 = TLanes.MultiplyAdd(value, second, b3);
                    }
                }

                if (sizeof(TRows) > 4)
                {
                    var value = TLanes.BroadcastAt((float*)(rows3 + rowStride));
                    a4 = TLanes.MultiplyAdd(value, first, a4);
                    if (sizeof(TVectors) > 1)
                    {
                        b4 = TLanes.MultiplyAdd(value, second, b4);
                    }
                }

                if (sizeof(TRows) > 5)
                {
                    var value = TLanes.BroadcastAt((float*)(rows3 + twoRows));
                    a5 = TLanes.MultiplyAdd(value, first, a5);
                    if (sizeof(TVectors) > 1)
                    {
                        b5 = TLanes.MultiplyAdd(value, second, b5);
                    }
                }

                if (sizeof(TRows) > 6)
                {
                    var value = TLanes.BroadcastAt((float*)rows6);
                    a6 = TLanes.MultiplyAdd(value, first, a6);
                    if (sizeof(TVectors) > 1)
                    {
                        b6 = TLanes.MultiplyAdd(value, second, b6);
                    }
                }

                if (sizeof(TRows) > 7)
                {
                    var value = TLanes.BroadcastAt((float*)(rows6 + rowStride));
                    a7 = TLanes.MultiplyAdd(value, first, a7);
                    if (sizeof(TVectors) > 1)
                    {
                        b7 = TLanes.MultiplyAdd(value, second, b7);
                    }
                }

                if (sizeof(TRows) > 8)
                {
                    var value = TLanes.BroadcastAt((float*)(rows6 + twoRows));
                    a8 = TLanes.MultiplyAdd(value, first, a8);
                    if (sizeof(TVectors) > 1)
                    {
                        b8 = TLanes.MultiplyAdd(value, second, b8);
                    }
                }

                if (sizeof(TRows) > 9)
                {
                    var value = TLanes.BroadcastAt((float*)rows9);
                    a9 = TLanes.MultiplyAdd(value, first, a9);
                    if (sizeof(TVectors) > 1)
                    {
                        b9 = TLanes.MultiplyAdd(value, second, b9);
                    }
                }

                if (sizeof(TRows) > 10)
                {
                    var value = TLanes.BroadcastAt((float*)(rows9 + rowStride));
                    aA = TLanes.MultiplyAdd(value, first, aA);
                    if (sizeof(TVectors) > 1)
                    {
                        bA = TLanes.MultiplyAdd(value, second, bA);
                    }
                }

                if (sizeof(TRows) > 11)
                {
                    var value = TLanes.BroadcastAt((float*)(rows9 + twoRows));
                    aB = TLanes.MultiplyAdd(value, first, aB);
                    if (sizeof(TVectors) > 1)
                    {
                        bB = TLanes.MultiplyAdd(value, second, bB);
                    }
                }

                if (sizeof(TRows) > 12)
                {
                    var value = TLanes.BroadcastAt((float*)rowsC);
                    aC = TLanes.MultiplyAdd(value, first, aC);
                    if (sizeof(TVectors) > 1)
                    {
                        bC = TLanes.MultiplyAdd(value, second, bC);
                    }
                }

                if (sizeof(TRows) > 13)
                {
                    var value = TLanes.BroadcastAt((float*)(rowsC + rowStride));
                    aD = TLanes.MultiplyAdd(value, first, aD);
                    if (sizeof(TVectors) > 1)
                    {
                        bD = TLanes.MultiplyAdd(value, second, bD);
                    }
                }

                rows0 += depthStride;
                if (sizeof(TRows) > 3)
                {
                    rows3 += depthStride;
                }

                if (sizeof(TRows) > 6)
                {
                    rows6 += depthStride;
                }

                if (sizeof(TRows) > 9)
                {
                    rows9 += depthStride;
                }

                if (sizeof(TRows) > 12)
                {
                    rowsC += depthStride;
                }
            }
        }

        nint stride = shape.ResultStride;
        Store<TLanes, TVectors>(result, a0, b0, accumulate);
        if (sizeof(TRows) > 1)
        {
            Store<TLanes, TVectors>(result + (1 * stride), a1, b1, accumulate);
        }

        if (sizeof(TRows) > 2)
        {
            Store<TLanes, TVectors>(result + (2 * stride), a2, b2, accumulate);
        }

        if (sizeof(TRows) > 3)
        {
            Store<TLanes, TVectors>(result + (3 * stride), a3, b3, accumulate);
        }

        if (sizeof(TRows) > 4)
        {
            Store<TLanes, TVectors>(result + (4 * stride), a4, b4, accumulate);
        }

        if (sizeof(TRows) > 5)
        {
            Store<TLanes, TVectors>(result + (5 * stride), a5, b5, accumulate);
        }

        if (sizeof(TRows) > 6)
        {
            Store<TLanes, TVectors>(result + (6 * stride), a6, b6, accumulate);
        }

        if (sizeof(TRows) > 7)
        {
            Store<TLanes, TVectors>(result + (7 * stride), a7, b7, accumulate);
        }

        if (sizeof(TRows) > 8)
        {
            Store<TLanes, TVectors>(result + (8 * stride), a8, b8, accumulate);
        }

        if (sizeof(TRows) > 9)
        {
            Store<TLanes, TVectors>(result + (9 * stride), a9, b9, accumulate);
        }

        if (sizeof(TRows) > 10)
        {
            Store<TLanes, TVectors>(result + (10 * stride), aA, bA, accumulate);
        }

        if (sizeof(TRows) > 11)
        {
            Store<TLanes, TVectors>(result + (11 * stride), aB, bB, accumulate);
        }

        if (sizeof(TRows) > 12)
        {
            Store<TLanes, TVectors>(result + (12 * stride), aC, bC, accumulate);
        }

        if (sizeof(TRows) > 13)
        {
            Store<TLanes, TVectors>(result + (13 * stride), aD, bD, accumulate);
        }

        if (TEpilogue.Transforms || TEpilogue.Sums)
        {
            Finish<TLanes, TVectors, TEpilogue>(sizeof(TRows), result, stride, column, epilogue);
        }
    }
}
