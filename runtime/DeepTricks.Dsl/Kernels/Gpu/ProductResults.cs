using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// What follows when a group has summed its tile up: parts of sums are added, then bias, sums of columns, and the result's place in
/// memory. Each thread holds 4 x 4 results, or four such blocks half a tile apart.
/// </summary>
internal static class ProductResults
{
    /// <summary>Finishes a tile.</summary>
    /// <param name="p">The product.</param>
    /// <param name="group">The group of the convolution.</param>
    /// <param name="part">The part of the sum.</param>
    /// <param name="scratch">Shared memory that nobody reads any more, a quad for each thread.</param>
    /// <param name="columnSums">The right factor's numbers that the thread has copied, summed by columns: thread t copied quads of columns <c>t % (Columns / 4)</c>.</param>
    /// <param name="upperLeft">The thread's results.</param>
    /// <param name="upperRight">Half a tile to the right.</param>
    /// <param name="lowerLeft">Half a tile below.</param>
    /// <param name="lowerRight">Both.</param>
    public static void Finish<TTile, TKind>(
        in ProductOperands p, int group, int part, ArrayView<Quad> scratch, Quad columnSums, Block upperLeft, Block upperRight, Block lowerLeft, Block lowerRight)
        where TTile : struct, IProductTile
        where TKind : struct, IProductKind
    {
        TTile tile = default;
        TKind kind = default;
        int thread = Group.IdxX;
        int across = tile.IsDoubled ? tile.Columns / 8 : tile.Columns / 4;
        int threadX = thread % across;
        int threadY = thread / across;
        int halfRows = tile.Rows / 8;
        int halfColumns = tile.Columns / 8;
        int firstRow = Grid.IdxX * tile.Rows;
        int firstColumn = Grid.IdxY * tile.Columns;
        if (kind.SumsRight & p.HasBias == 1 & Grid.IdxX == 0)
        {
            ProductColumns.SumDown(scratch, thread, tile.Columns / 4, tile.Threads / (tile.Columns / 4), columnSums);
            columnSums = scratch[thread];
            Group.Barrier();
        }

        if (p.Parts > 1)
        {
            int slot = (((group * Grid.DimY) + Grid.IdxY) * Grid.DimX) + Grid.IdxX;
            int slotFloats = (tile.Rows * tile.Columns) + tile.Columns;
            int own = ((slot * p.Parts) + part) * slotFloats;
            Leave(p, own, thread, tile.Threads, 0, upperLeft);
            if (tile.IsDoubled)
            {
                Leave(p, own, thread, tile.Threads, 4, upperRight);
                Leave(p, own, thread, tile.Threads, 8, lowerLeft);
                Leave(p, own, thread, tile.Threads, 12, lowerRight);
            }

            int behind = tile.Rows * tile.Columns / 4;
            if (thread < tile.Columns / 4)
            {
                p.Workspace.AsAligned(16).Cast<Quad>()[(own / 4) + behind + thread] = columnSums;
            }

            if (!GroupSums.IsLast(p.Tickets, slot, p.Parts))
            {
                return;
            }

            upperLeft = default;
            upperRight = default;
            lowerLeft = default;
            lowerRight = default;
            columnSums = default;
            for (int other = 0; other < p.Parts; other++)
            {
                int from = ((slot * p.Parts) + other) * slotFloats;
                upperLeft = Take(p, from, thread, tile.Threads, 0, upperLeft);
                if (tile.IsDoubled)
                {
                    upperRight = Take(p, from, thread, tile.Threads, 4, upperRight);
                    lowerLeft = Take(p, from, thread, tile.Threads, 8, lowerLeft);
                    lowerRight = Take(p, from, thread, tile.Threads, 12, lowerRight);
                }

                if (thread < tile.Columns / 4)
                {
                    columnSums = columnSums.Plus(p.Workspace.AsAligned(16).Cast<Quad>()[(from / 4) + behind + thread]);
                }
            }
        }

        int rowOfThread = firstRow + (threadY * 4);
        int columnOfThread = firstColumn + (threadX * 4);
        if (kind.IsForward & p.HasBias == 1)
        {
            Quad bias = ProductColumns.Numbers(p.Bias, p, group, columnOfThread);
            upperLeft = AddToRows(upperLeft, bias);
            if (tile.IsDoubled)
            {
                Quad second = ProductColumns.Numbers(p.Bias, p, group, columnOfThread + (halfColumns * 4));
                upperRight = AddToRows(upperRight, second);
                lowerLeft = AddToRows(lowerLeft, bias);
                lowerRight = AddToRows(lowerRight, second);
            }
        }

        Store<TKind>(p, group, rowOfThread, columnOfThread, upperLeft);
        if (tile.IsDoubled)
        {
            Store<TKind>(p, group, rowOfThread, columnOfThread + (halfColumns * 4), upperRight);
            Store<TKind>(p, group, rowOfThread + (halfRows * 4), columnOfThread, lowerLeft);
            Store<TKind>(p, group, rowOfThread + (halfRows * 4), columnOfThread + (halfColumns * 4), lowerRight);
        }

        if (kind.SumsRight & p.HasBias == 1 & Grid.IdxX == 0 & thread < tile.Columns / 4)
        {
            int column = firstColumn + (thread * 4);
            ProductColumns.StoreNumbers(p.Bias, (group * p.OutputChannels) + column, p.Columns - column, columnSums);
        }

        if (kind.IsForward & p.HasMoments == 1)
        {
            ProductColumns.WriteMoments<TTile>(p, group, scratch, upperLeft, upperRight, lowerLeft, lowerRight);
        }
    }

    private static void Leave(in ProductOperands p, int slot, int thread, int threads, int first, Block block)
    {
        var quads = p.Workspace.AsAligned(16).Cast<Quad>();
        int at = (slot / 4) + (first * threads) + thread;
        quads[at] = block.Row0;
        quads[at + threads] = block.Row1;
        quads[at + (2 * threads)] = block.Row2;
        quads[at + (3 * threads)] = block.Row3;
    }

    private static Block Take(in ProductOperands p, int slot, int thread, int threads, int first, Block block)
    {
        var quads = p.Workspace.AsAligned(16).Cast<Quad>();
        int at = (slot / 4) + (first * threads) + thread;
        Block sum;
        sum.Row0 = block.Row0.Plus(quads[at]);
        sum.Row1 = block.Row1.Plus(quads[at + threads]);
        sum.Row2 = block.Row2.Plus(quads[at + (2 * threads)]);
        sum.Row3 = block.Row3.Plus(quads[at + (3 * threads)]);
        return sum;
    }

    private static Block AddToRows(Block block, Quad quad)
    {
        Block sum;
        sum.Row0 = block.Row0.Plus(quad);
        sum.Row1 = block.Row1.Plus(quad);
        sum.Row2 = block.Row2.Plus(quad);
        sum.Row3 = block.Row3.Plus(quad);
        return sum;
    }

    private static void Store<TKind>(in ProductOperands p, int group, int row, int column, Block block)
        where TKind : struct, IProductKind
    {
        StoreRow<TKind>(p, group, row, column, block.Row0);
        StoreRow<TKind>(p, group, row + 1, column, block.Row1);
        StoreRow<TKind>(p, group, row + 2, column, block.Row2);
        StoreRow<TKind>(p, group, row + 3, column, block.Row3);
    }

    private static void StoreRow<TKind>(in ProductOperands p, int group, int row, int column, Quad quad)
        where TKind : struct, IProductKind
    {
        TKind kind = default;
        if (row < p.Rows & column < p.Columns)
        {
            int place = kind.Place(p, group, row, column);
            StoreNumber(p, place, quad.X);
            if (column + 1 < p.Columns)
            {
                StoreNumber(p, place + 1, quad.Y);
            }

            if (column + 2 < p.Columns)
            {
                StoreNumber(p, place + 2, quad.Z);
            }

            if (column + 3 < p.Columns)
            {
                StoreNumber(p, place + 3, quad.W);
            }
        }
    }

    private static void StoreNumber(in ProductOperands p, int place, float value) =>
        p.Result[place] = p.Accumulates == 1 ? p.Result[place] + value : value;
}
