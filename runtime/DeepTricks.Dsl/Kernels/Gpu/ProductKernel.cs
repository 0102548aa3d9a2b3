using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Products by tiles: the group copies a slice of both factors to shared memory, each thread multiplies quads of them into results
/// that stay in registers. A small result has too few tiles for a large device; its sum is cut into parts then, and the last group to
/// finish a tile adds them up, in their order.
/// </summary>
internal static class ProductKernel
{
    /// <summary>Floats between the rows of shared tiles beyond their length, so that stores across rows meet fewer bank conflicts.</summary>
    private const int Apart = 4;

    /// <summary>Computes one tile, or a part of one. The grid is tiles of rows, tiles of columns, and groups times parts.</summary>
    public static void Run<TTile, TKind>(ProductOperands p)
        where TTile : struct, IProductTile
        where TKind : struct, IProductKind
    {
        TTile tile = default;
        TKind kind = default;
        var left = SharedMemory.Allocate<float>(tile.Depth * (tile.Rows + Apart)).AsAligned(16);
        var right = SharedMemory.Allocate<float>(tile.Depth * (tile.Columns + Apart)).AsAligned(16);
        var leftQuads = left.Cast<Quad>();
        var rightQuads = right.Cast<Quad>();
        int leftPitch = (tile.Rows + Apart) / 4;
        int rightPitch = (tile.Columns + Apart) / 4;
        int thread = Group.IdxX;
        int across = tile.IsDoubled ? tile.Columns / 8 : tile.Columns / 4;
        int threadX = thread % across;
        int threadY = thread / across;
        int halfRows = tile.Rows / 8;
        int halfColumns = tile.Columns / 8;
        int firstRow = Grid.IdxX * tile.Rows;
        int firstColumn = Grid.IdxY * tile.Columns;
        int group = Grid.IdxZ / p.Parts;
        int part = Grid.IdxZ - (group * p.Parts);
        int firstK = part * p.PartDepth;
        int endK = firstK + p.PartDepth < p.Depth ? firstK + p.PartDepth : p.Depth;

        Block upperLeft = default;
        Block upperRight = default;
        Block lowerLeft = default;
        Block lowerRight = default;
        float columnSum = 0f;
        for (int k = firstK; k < endK; k += tile.Depth)
        {
            for (int quad = thread; quad < tile.Rows * tile.Depth / 4; quad += tile.Threads)
            {
                if (kind.LeftRunsAlongRows)
                {
                    int depth = quad / (tile.Rows / 4);
                    int row = quad % (tile.Rows / 4);
                    leftQuads[(depth * leftPitch) + row] = kind.Left(p, group, firstRow + (row * 4), k + depth);
                }
                else
                {
                    int row = quad / (tile.Depth / 4);
                    int depth = quad % (tile.Depth / 4) * 4;
                    StoreAcross(left, (depth * (tile.Rows + Apart)) + row, tile.Rows + Apart, kind.Left(p, group, firstRow + row, k + depth));
                }
            }

            for (int quad = thread; quad < tile.Columns * tile.Depth / 4; quad += tile.Threads)
            {
                if (kind.RightRunsAlongSum)
                {
                    int column = quad / (tile.Depth / 4);
                    int depth = quad % (tile.Depth / 4) * 4;
                    StoreAcross(
                        right, (depth * (tile.Columns + Apart)) + column, tile.Columns + Apart, kind.Right(p, group, k + depth, firstColumn + column));
                }
                else
                {
                    int depth = quad / (tile.Columns / 4);
                    int column = quad % (tile.Columns / 4);
                    rightQuads[(depth * rightPitch) + column] = kind.Right(p, group, k + depth, firstColumn + (column * 4));
                }
            }

            Group.Barrier();
            for (int depth = 0; depth < tile.Depth; depth++)
            {
                Quad upper = leftQuads[(depth * leftPitch) + threadY];
                Quad first = rightQuads[(depth * rightPitch) + threadX];
                upperLeft = upperLeft.Plus(upper, first);
                if (tile.IsDoubled)
                {
                    Quad lower = leftQuads[(depth * leftPitch) + threadY + halfRows];
                    Quad second = rightQuads[(depth * rightPitch) + threadX + halfColumns];
                    upperRight = upperRight.Plus(upper, second);
                    lowerLeft = lowerLeft.Plus(lower, first);
                    lowerRight = lowerRight.Plus(lower, second);
                }
            }

            if (kind.SumsRight & p.HasBias == 1 & Grid.IdxX == 0 & thread < tile.Columns)
            {
                for (int depth = 0; depth < tile.Depth; depth++)
                {
                    columnSum += right[(depth * (tile.Columns + Apart)) + thread];
                }
            }

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

            if (thread < tile.Columns)
            {
                p.Workspace[own + (tile.Rows * tile.Columns) + thread] = columnSum;
            }

            if (!GroupSums.IsLast(p.Tickets, slot, p.Parts))
            {
                return;
            }

            upperLeft = default;
            upperRight = default;
            lowerLeft = default;
            lowerRight = default;
            columnSum = 0f;
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

                if (thread < tile.Columns)
                {
                    columnSum += p.Workspace[from + (tile.Rows * tile.Columns) + thread];
                }
            }
        }

        int rowOfThread = firstRow + (threadY * 4);
        int columnOfThread = firstColumn + (threadX * 4);
        if (kind.IsForward & p.HasBias == 1)
        {
            Quad bias = Numbers(p.Bias, p, group, columnOfThread);
            upperLeft = AddToRows(upperLeft, bias);
            if (tile.IsDoubled)
            {
                Quad second = Numbers(p.Bias, p, group, columnOfThread + (halfColumns * 4));
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

        if (kind.SumsRight & p.HasBias == 1 & Grid.IdxX == 0 & thread < tile.Columns & firstColumn + thread < p.Columns)
        {
            p.Bias[(group * p.OutputChannels) + firstColumn + thread] = columnSum;
        }

        if (kind.IsForward)
        {
            if (p.HasMoments == 1)
            {
                // The slices are done with; their memory takes the threads' sums, a quad for each thread and half of the columns.
                var sums = SharedMemory.Allocate<Quad>(tile.IsDoubled ? tile.Threads * 2 : tile.Threads);
                int down = tile.Threads / across;
                Quad reference = Numbers(p.Reference, p, group, columnOfThread);
                Quad firstSum = Distances(upperLeft, reference, p.Rows - rowOfThread);
                Quad firstSquares = Squares(upperLeft, reference, p.Rows - rowOfThread);
                if (tile.IsDoubled)
                {
                    int lowerRows = p.Rows - rowOfThread - (halfRows * 4);
                    Quad secondReference = Numbers(p.Reference, p, group, columnOfThread + (halfColumns * 4));
                    firstSum = firstSum.Plus(Distances(lowerLeft, reference, lowerRows));
                    firstSquares = firstSquares.Plus(Squares(lowerLeft, reference, lowerRows));
                    Quad secondSum = Distances(upperRight, secondReference, p.Rows - rowOfThread)
                        .Plus(Distances(lowerRight, secondReference, lowerRows));
                    Quad secondSquares = Squares(upperRight, secondReference, p.Rows - rowOfThread)
                        .Plus(Squares(lowerRight, secondReference, lowerRows));
                    WriteMoments(p, sums, thread, across, down, group, columnOfThread + (halfColumns * 4), 0, secondSum);
                    WriteMoments(p, sums, thread, across, down, group, columnOfThread + (halfColumns * 4), 1, secondSquares);
                }

                WriteMoments(p, sums, thread, across, down, group, columnOfThread, 0, firstSum);
                WriteMoments(p, sums, thread, across, down, group, columnOfThread, 1, firstSquares);
            }
        }
    }

    private static void StoreAcross(ArrayView<float> shared, int at, int pitch, Quad quad)
    {
        shared[at] = quad.X;
        shared[at + pitch] = quad.Y;
        shared[at + (2 * pitch)] = quad.Z;
        shared[at + (3 * pitch)] = quad.W;
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

    private static Quad Numbers(ArrayView<float> ofColumns, in ProductOperands p, int group, int column)
    {
        int at = (group * p.OutputChannels) + column;
        return Quad.Of(
            column < p.Columns ? ofColumns[at] : 0f,
            column + 1 < p.Columns ? ofColumns[at + 1] : 0f,
            column + 2 < p.Columns ? ofColumns[at + 2] : 0f,
            column + 3 < p.Columns ? ofColumns[at + 3] : 0f);
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

    private static Quad Distances(Block block, Quad reference, int rows)
    {
        Quad sum = default;
        sum = rows > 0 ? sum.Plus(block.Row0.Plus(-1f, reference)) : sum;
        sum = rows > 1 ? sum.Plus(block.Row1.Plus(-1f, reference)) : sum;
        sum = rows > 2 ? sum.Plus(block.Row2.Plus(-1f, reference)) : sum;
        return rows > 3 ? sum.Plus(block.Row3.Plus(-1f, reference)) : sum;
    }

    private static Quad Squares(Block block, Quad reference, int rows)
    {
        Quad sum = default;
        sum = rows > 0 ? sum.Plus(Square(block.Row0.Plus(-1f, reference))) : sum;
        sum = rows > 1 ? sum.Plus(Square(block.Row1.Plus(-1f, reference))) : sum;
        sum = rows > 2 ? sum.Plus(Square(block.Row2.Plus(-1f, reference))) : sum;
        return rows > 3 ? sum.Plus(Square(block.Row3.Plus(-1f, reference))) : sum;
    }

    private static Quad Square(Quad quad) => Quad.Of(quad.X * quad.X, quad.Y * quad.Y, quad.Z * quad.Z, quad.W * quad.W);

    /// <summary>Adds the threads' quads up down the tile and stores them as this tile's sums of its columns.</summary>
    private static void WriteMoments(
        in ProductOperands p, ArrayView<Quad> sums, int thread, int across, int down, int group, int column, int moment, Quad own)
    {
        sums[thread] = own;
        Group.Barrier();
        for (int half = down / 2; half > 0; half /= 2)
        {
            if (thread < half * across)
            {
                sums[thread] = sums[thread].Plus(sums[thread + (half * across)]);
            }

            Group.Barrier();
        }

        if (thread < across & column < p.Columns)
        {
            Quad total = sums[thread];
            int at = (((Grid.IdxX * 2) + moment) * p.Output.Channels) + (group * p.OutputChannels) + column;
            p.Moments[at] = total.X;
            if (column + 1 < p.Columns)
            {
                p.Moments[at + 1] = total.Y;
            }

            if (column + 2 < p.Columns)
            {
                p.Moments[at + 2] = total.Z;
            }

            if (column + 3 < p.Columns)
            {
                p.Moments[at + 3] = total.W;
            }
        }

        Group.Barrier();
    }
}
