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
    public static void Run<TTile, TKind, TFactors>(ProductOperands p)
        where TTile : struct, IProductTile
        where TKind : struct, IProductKind
        where TFactors : struct, IProductFactors
    {
        TTile tile = default;
        TKind kind = default;
        TFactors factors = default;
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
        Quad columnSums = default;
        for (int k = firstK; k < endK; k += tile.Depth)
        {
            for (int number = thread; number < tile.Rows * tile.Depth / 4; number += tile.Threads)
            {
                if (kind.LeftRunsAlongRows)
                {
                    int depth = number / (tile.Rows / 4);
                    int row = number % (tile.Rows / 4);
                    leftQuads[(depth * leftPitch) + row] = Rounded(factors, kind.Left(p, group, firstRow + (row * 4), k + depth));
                }
                else
                {
                    int row = number / (tile.Depth / 4);
                    int depth = number % (tile.Depth / 4) * 4;
                    Quad quad = Rounded(factors, kind.Left(p, group, firstRow + row, k + depth));
                    StoreAcross(left, (depth * (tile.Rows + Apart)) + row, tile.Rows + Apart, quad);
                }
            }

            for (int number = thread; number < tile.Columns * tile.Depth / 4; number += tile.Threads)
            {
                if (kind.RightRunsAlongSum)
                {
                    int column = number / (tile.Depth / 4);
                    int depth = number % (tile.Depth / 4) * 4;
                    Quad quad = Rounded(factors, kind.Right(p, group, k + depth, firstColumn + column));
                    StoreAcross(right, (depth * (tile.Columns + Apart)) + column, tile.Columns + Apart, quad);
                }
                else
                {
                    int depth = number / (tile.Columns / 4);
                    int column = number % (tile.Columns / 4);
                    Quad quad = kind.Right(p, group, k + depth, firstColumn + (column * 4));
                    columnSums = kind.SumsRight ? columnSums.Plus(quad) : columnSums;
                    rightQuads[(depth * rightPitch) + column] = Rounded(factors, quad);
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

            Group.Barrier();
        }

        ProductResults.Finish<TTile, TKind>(p, group, part, leftQuads, columnSums, upperLeft, upperRight, lowerLeft, lowerRight);
    }

    private static void StoreAcross(ArrayView<float> shared, int at, int pitch, Quad quad)
    {
        shared[at] = quad.X;
        shared[at + pitch] = quad.Y;
        shared[at + (2 * pitch)] = quad.Z;
        shared[at + (3 * pitch)] = quad.W;
    }

    private static Quad Rounded<TFactors>(TFactors factors, Quad quad)
        where TFactors : struct, IProductFactors =>
        Quad.Of(factors.Rounded(quad.X), factors.Rounded(quad.Y), factors.Rounded(quad.Z), factors.Rounded(quad.W));
}
