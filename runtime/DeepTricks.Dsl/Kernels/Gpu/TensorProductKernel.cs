using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Products by tensor cores. The group copies a slice of both factors to shared memory, as words of rounded numbers; each warp multiplies 16 rows by 32
/// columns of each quarter of the tile (of the tile itself, where threads have one block), 16 rows by 8 columns at a time. At the end results change hands
/// through shared memory, so that each thread has the blocks that it has in <see cref="ProductKernel"/>, and what follows is the same.
/// </summary>
internal static class TensorProductKernel
{
    /// <summary>Words of each row and column in a slice: two steps of the instruction.</summary>
    private const int Slice = 16;

    /// <summary>Words between rows of shared memory beyond their length, along the sum and across it: a warp's loads of fragments meet no bank twice.</summary>
    private const int ApartAlong = 4;

    private const int ApartAcross = 8;

    /// <summary>Computes one tile, or a part of one; the grid is <see cref="ProductKernel"/>'s.</summary>
    public static void Run<TTile, TKind, TFactors, TWarp>(ProductOperands p)
        where TTile : struct, IProductTile
        where TKind : struct, IProductKind
        where TFactors : struct, ITensorFactors
        where TWarp : struct, IWarpProduct
    {
        TTile tile = default;
        TKind kind = default;
        TFactors factors = default;
        int quarterRows = tile.IsDoubled ? tile.Rows / 2 : tile.Rows;
        int quarterColumns = tile.IsDoubled ? tile.Columns / 2 : tile.Columns;
        int leftWords = Slice * tile.Rows * 5 / 4;
        int bothWords = Slice * (tile.Rows + tile.Columns) * 5 / 4;
        var shared = SharedMemory.Allocate<uint>(SharedWords(tile.Rows, tile.IsDoubled)).AsAligned(16);
        var left = shared.SubView(0, leftWords).AsAligned(16);
        var right = shared.SubView(leftWords, bothWords - leftWords).AsAligned(16);
        var leftQuads = left.Cast<WordQuad>();
        var rightQuads = right.Cast<WordQuad>();
        int thread = Group.IdxX;
        int firstRow = Grid.IdxX * tile.Rows;
        int firstColumn = Grid.IdxY * tile.Columns;
        int group = Grid.IdxZ / p.Parts;
        int part = Grid.IdxZ - (group * p.Parts);
        int firstK = part * p.PartDepth;
        int endK = firstK + p.PartDepth < p.Depth ? firstK + p.PartDepth : p.Depth;
        int lane = thread % 32;
        int warp = thread / 32;
        int warpsAcross = quarterColumns / 32;
        int row = (warp / warpsAcross * 16) + (lane / 4);
        int column = (warp % warpsAcross * 32) + (lane / 4);

        TWarp sums = default;
        sums.Start(tile.Threads);
        Quad columnSums = default;
        for (int k = firstK; k < endK; k += Slice * factors.PerWord)
        {
            for (int number = thread; number < tile.Rows * Slice / 4; number += tile.Threads)
            {
                if (kind.LeftRunsAlongRows)
                {
                    int word = number / (tile.Rows / 4);
                    int ofRow = number % (tile.Rows / 4) * 4;
                    int at = k + (word * factors.PerWord);
                    Quad first = kind.Left(p, group, firstRow + ofRow, at);
                    Quad second = factors.PerWord == 2 ? kind.Left(p, group, firstRow + ofRow, at + 1) : default;
                    leftQuads[((word * (tile.Rows + ApartAcross)) + ofRow) / 4] = factors.Across(first, second);
                }
                else
                {
                    int ofRow = number / (Slice / 4);
                    int word = number % (Slice / 4) * 4;
                    int at = k + (word * factors.PerWord);
                    Quad first = kind.Left(p, group, firstRow + ofRow, at);
                    Quad second = factors.PerWord == 2 ? kind.Left(p, group, firstRow + ofRow, at + 4) : default;
                    leftQuads[((ofRow * (Slice + ApartAlong)) + word) / 4] = factors.Along(first, second);
                }
            }

            for (int number = thread; number < tile.Columns * Slice / 4; number += tile.Threads)
            {
                if (kind.RightRunsAlongSum)
                {
                    int ofColumn = number / (Slice / 4);
                    int word = number % (Slice / 4) * 4;
                    int at = k + (word * factors.PerWord);
                    Quad first = kind.Right(p, group, at, firstColumn + ofColumn);
                    Quad second = factors.PerWord == 2 ? kind.Right(p, group, at + 4, firstColumn + ofColumn) : default;
                    rightQuads[((ofColumn * (Slice + ApartAlong)) + word) / 4] = factors.Along(first, second);
                }
                else
                {
                    int word = number / (tile.Columns / 4);
                    int ofColumn = number % (tile.Columns / 4) * 4;
                    int at = k + (word * factors.PerWord);
                    Quad first = kind.Right(p, group, at, firstColumn + ofColumn);
                    Quad second = factors.PerWord == 2 ? kind.Right(p, group, at + 1, firstColumn + ofColumn) : default;
                    columnSums = kind.SumsRight ? columnSums.Plus(first).Plus(second) : columnSums;
                    rightQuads[((word * (tile.Columns + ApartAcross)) + ofColumn) / 4] = factors.Across(first, second);
                }
            }

            Group.Barrier();
            int rowStep = kind.LeftRunsAlongRows ? 1 : Slice + ApartAlong;
            int leftStep = kind.LeftRunsAlongRows ? tile.Rows + ApartAcross : 1;
            int columnStep = kind.RightRunsAlongSum ? Slice + ApartAlong : 1;
            int rightStep = kind.RightRunsAlongSum ? 1 : tile.Columns + ApartAcross;
            for (int step = 0; step < Slice; step += 8)
            {
                int word = step + (lane % 4);
                int leftAt = (row * rowStep) + (word * leftStep);
                int rightAt = (column * columnStep) + (word * rightStep);
                WordQuad upper = Left(left, leftAt, 8 * rowStep, 4 * leftStep);
                Multiply(ref sums, 0, upper, right, rightAt, 8 * columnStep, 4 * rightStep);
                if (tile.IsDoubled)
                {
                    WordQuad lower = Left(left, leftAt + (quarterRows * rowStep), 8 * rowStep, 4 * leftStep);
                    Multiply(ref sums, 8, lower, right, rightAt, 8 * columnStep, 4 * rightStep);
                    rightAt += quarterColumns * columnStep;
                    Multiply(ref sums, 4, upper, right, rightAt, 8 * columnStep, 4 * rightStep);
                    Multiply(ref sums, 12, lower, right, rightAt, 8 * columnStep, 4 * rightStep);
                }
            }

            Group.Barrier();
        }

        var results = shared.Cast<float>();
        int pitch = quarterColumns + 4;
        int place = (row * pitch) + (warp % warpsAcross * 32) + (lane % 4 * 2);
        int across = quarterColumns / 4;
        int own = (thread / across * pitch) + (thread % across);
        Block upperLeft = Exchange(ref sums, 0, results, place, pitch, own);
        Block upperRight = default;
        Block lowerLeft = default;
        Block lowerRight = default;
        if (tile.IsDoubled)
        {
            upperRight = Exchange(ref sums, 4, results, place, pitch, own);
            lowerLeft = Exchange(ref sums, 8, results, place, pitch, own);
            lowerRight = Exchange(ref sums, 12, results, place, pitch, own);
        }

        ProductResults.Finish<TTile, TKind>(p, group, part, shared.Cast<Quad>(), columnSums, upperLeft, upperRight, lowerLeft, lowerRight);
    }

    /// <summary>Room for both slices, and for a quarter of the results afterwards.</summary>
    private static int SharedWords(int side, bool isDoubled) => isDoubled
        ? Slice * side * 5 / 2
        : side * (side + 4) > Slice * side * 5 / 2 ? side * (side + 4) : Slice * side * 5 / 2;

    /// <summary>A lane's words of 16 rows and 8 words of the left factor: rows 8 apart, words 4 apart.</summary>
    private static WordQuad Left(ArrayView<uint> left, int at, int down, int along) =>
        WordQuad.Of(left[at], left[at + down], left[at + along], left[at + down + along]);

    /// <summary>Multiplies 16 rows by four times 8 columns.</summary>
    private static void Multiply<TWarp>(ref TWarp sums, int block, WordQuad rows, ArrayView<uint> right, int at, int across, int along)
        where TWarp : struct, IWarpProduct
    {
        sums.Add(block, rows, right[at], right[at + along]);
        sums.Add(block + 1, rows, right[at + across], right[at + across + along]);
        sums.Add(block + 2, rows, right[at + (2 * across)], right[at + (2 * across) + along]);
        sums.Add(block + 3, rows, right[at + (3 * across)], right[at + (3 * across) + along]);
    }

    /// <summary>Hands a quarter's results from the lanes that summed them to the threads that finish them.</summary>
    private static Block Exchange<TWarp>(ref TWarp sums, int block, ArrayView<float> results, int place, int pitch, int own)
        where TWarp : struct, IWarpProduct
    {
        sums.Leave(block, results, place, 8 * pitch);
        sums.Leave(block + 1, results, place + 8, 8 * pitch);
        sums.Leave(block + 2, results, place + 16, 8 * pitch);
        sums.Leave(block + 3, results, place + 24, 8 * pitch);
        Group.Barrier();
        var quads = results.AsAligned(16).Cast<Quad>();
        Block taken;
        taken.Row0 = quads[own];
        taken.Row1 = quads[own + (pitch / 4)];
        taken.Row2 = quads[own + (pitch / 2)];
        taken.Row3 = quads[own + (pitch / 4 * 3)];
        Group.Barrier();
        return taken;
    }
}
