using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <content>How a tile's results leave it.</content>
internal static unsafe partial class ProductTile
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes, TVectors>(Floats place, TLanes first, TLanes second, bool accumulate)
        where TLanes : struct, ILanes<TLanes>
        where TVectors : unmanaged
    {
        TLanes.Store(place, accumulate ? TLanes.Load(place) + first : first);
        if (sizeof(TVectors) > 1)
        {
            TLanes.Store(place + TLanes.Count, accumulate ? TLanes.Load(place + TLanes.Count) + second : second);
        }
    }

    /// <summary>
    /// Applies the epilogue to a stored tile, which is still in the nearest cache. Every vector of columns has a sum of the even and one
    /// of the odd rows: a single one would wait for itself in every row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish<TLanes, TVectors, TEpilogue>(int rows, Floats result, nint stride, nint column, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TVectors : unmanaged
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        nint next = column + TLanes.Count;
        var reference = TEpilogue.Sums ? epilogue.Reference(column) : default;
        var nextReference = TEpilogue.Sums && sizeof(TVectors) > 1 ? epilogue.Reference(next) : default;
        TLanes even = TLanes.Zero, evenSquares = TLanes.Zero, odd = TLanes.Zero, oddSquares = TLanes.Zero;
        TLanes nextEven = TLanes.Zero, nextEvenSquares = TLanes.Zero, nextOdd = TLanes.Zero, nextOddSquares = TLanes.Zero;
        var place = result;
        for (int row = rows; row > 1; row -= 2)
        {
            Take(place, column, reference, epilogue, ref even, ref evenSquares);
            Take(place + stride, column, reference, epilogue, ref odd, ref oddSquares);
            if (sizeof(TVectors) > 1)
            {
                Take(place + TLanes.Count, next, nextReference, epilogue, ref nextEven, ref nextEvenSquares);
                Take(place + (stride + TLanes.Count), next, nextReference, epilogue, ref nextOdd, ref nextOddSquares);
            }

            place += 2 * stride;
        }

        if ((rows & 1) != 0)
        {
            Take(place, column, reference, epilogue, ref even, ref evenSquares);
            if (sizeof(TVectors) > 1)
            {
                Take(place + TLanes.Count, next, nextReference, epilogue, ref nextEven, ref nextEvenSquares);
            }
        }

        if (TEpilogue.Sums)
        {
            epilogue.Add(column, even + odd, evenSquares + oddSquares);
            if (sizeof(TVectors) > 1)
            {
                epilogue.Add(next, nextEven + nextOdd, nextEvenSquares + nextOddSquares);
            }
        }
    }

    /// <summary>One stored vector: transformed, and its distance from the reference added to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take<TLanes, TEpilogue>(Floats place, nint column, TLanes reference, TEpilogue epilogue, ref TLanes sum, ref TLanes squares)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        var value = TLanes.Load(place);
        if (TEpilogue.Transforms)
        {
            value = epilogue.Transform(value, column);
            TLanes.Store(place, value);
        }

        if (TEpilogue.Sums)
        {
            var difference = value - reference;
            sum += difference;
            squares = TLanes.MultiplyAdd(difference, difference, squares);
        }
    }
}
