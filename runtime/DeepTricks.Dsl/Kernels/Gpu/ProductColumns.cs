using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>What a product keeps for each of its columns: bias, and sums down the tile.</summary>
internal static class ProductColumns
{
    /// <summary>Leaves the sums of the tile's columns about a reference, and of the squares: two rows for each tile of rows.</summary>
    public static void WriteMoments<TTile>(
        in ProductOperands p, int group, ArrayView<Quad> scratch, Block upperLeft, Block upperRight, Block lowerLeft, Block lowerRight)
        where TTile : struct, IProductTile
    {
        TTile tile = default;
        int thread = Group.IdxX;
        int across = tile.IsDoubled ? tile.Columns / 8 : tile.Columns / 4;
        int halfRows = tile.Rows / 8;
        int halfColumns = tile.Columns / 8;
        int rowOfThread = (Grid.IdxX * tile.Rows) + (thread / across * 4);
        int columnOfThread = (Grid.IdxY * tile.Columns) + (thread % across * 4);
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
            WriteMomentsOf(p, scratch, thread, across, down, group, columnOfThread + (halfColumns * 4), 0, secondSum);
            WriteMomentsOf(p, scratch, thread, across, down, group, columnOfThread + (halfColumns * 4), 1, secondSquares);
        }

        WriteMomentsOf(p, scratch, thread, across, down, group, columnOfThread, 0, firstSum);
        WriteMomentsOf(p, scratch, thread, across, down, group, columnOfThread, 1, firstSquares);
    }

    /// <summary>The numbers of four columns, zero beyond the last.</summary>
    public static Quad Numbers(ArrayView<float> ofColumns, in ProductOperands p, int group, int column)
    {
        int at = (group * p.OutputChannels) + column;
        return Quad.Of(
            column < p.Columns ? ofColumns[at] : 0f,
            column + 1 < p.Columns ? ofColumns[at + 1] : 0f,
            column + 2 < p.Columns ? ofColumns[at + 2] : 0f,
            column + 3 < p.Columns ? ofColumns[at + 3] : 0f);
    }

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
    private static void WriteMomentsOf(
        in ProductOperands p, ArrayView<Quad> scratch, int thread, int across, int down, int group, int column, int moment, Quad own)
    {
        SumDown(scratch, thread, across, down, own);
        if (thread < across)
        {
            int at = (((Grid.IdxX * 2) + moment) * p.Output.Channels) + (group * p.OutputChannels) + column;
            StoreNumbers(p.Moments, at, p.Columns - column, scratch[thread]);
        }

        Group.Barrier();
    }

    /// <summary>Adds up what the threads hold that stand below each other: thread t stands in column <c>t % across</c>. The sums are in the first places afterwards.</summary>
    public static void SumDown(ArrayView<Quad> scratch, int thread, int across, int down, Quad own)
    {
        scratch[thread] = own;
        Group.Barrier();
        for (int half = down / 2; half > 0; half /= 2)
        {
            if (thread < half * across)
            {
                scratch[thread] = scratch[thread].Plus(scratch[thread + (half * across)]);
            }

            Group.Barrier();
        }
    }

    /// <summary>Stores the first <paramref name="count"/> numbers of a quad, all of them if it is more than three.</summary>
    public static void StoreNumbers(ArrayView<float> to, int at, int count, Quad quad)
    {
        if (count > 0)
        {
            to[at] = quad.X;
        }

        if (count > 1)
        {
            to[at + 1] = quad.Y;
        }

        if (count > 2)
        {
            to[at + 2] = quad.Z;
        }

        if (count > 3)
        {
            to[at + 3] = quad.W;
        }
    }
}
