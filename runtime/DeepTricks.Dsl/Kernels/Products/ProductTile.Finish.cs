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

    /// <summary>Applies the epilogue to a stored tile, column after column: the tile is still in the nearest cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish<TLanes, TEpilogue>(int rows, int vectors, Floats result, nint stride, nint column, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        for (int vector = 0; vector < vectors; vector++)
        {
            var place = result + (vector * TLanes.Count);
            nint here = column + (vector * TLanes.Count);
            var reference = TEpilogue.Sums ? epilogue.Reference(here) : default;
            var sum = TLanes.Zero;
            var squares = TLanes.Zero;
            for (int row = 0; row < rows; row++)
            {
                var value = TLanes.Load(place);
                if (TEpilogue.Transforms)
                {
                    value = epilogue.Transform(value, here);
                    TLanes.Store(place, value);
                }

                if (TEpilogue.Sums)
                {
                    var difference = value - reference;
                    sum += difference;
                    squares = TLanes.MultiplyAdd(difference, difference, squares);
                }

                place += stride;
            }

            if (TEpilogue.Sums)
            {
                epilogue.Add(here, sum, squares);
            }
        }
    }
}
