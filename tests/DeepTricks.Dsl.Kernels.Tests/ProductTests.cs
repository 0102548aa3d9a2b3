namespace DeepTricks.Dsl.Kernels.Tests;

public sealed class Product16Tests : ProductTests<Lanes16>;

public sealed class Product8Tests : ProductTests<Lanes8>;

public sealed class Product4Tests : ProductTests<Lanes4>;

public sealed class Product1Tests : ProductTests<Lanes1>;

/// <summary>Products against a triple loop in double precision.</summary>
public abstract class ProductTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const float Untouched = 12345f;

    private static int Panel => 2 * TLanes.Count;

    public static TheoryData<int> Heights => [.. Enumerable.Range(1, 16), 28, 31];

    [Theory]
    [MemberData(nameof(Heights))]
    public void Plain_products_of_every_height(int rows)
    {
        using var problem = new Problem(rows * 7, groups: 1, rows, depth: 19, vectors: 3, segments: [0]);
        problem.Check<Plain<TLanes>>(default, accumulate: false, bias: null);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    [InlineData(3, 5)]
    [InlineData(4, 1)]
    public void Convolution_like_products(int vectors, int rows)
    {
        using var problem = new Problem(vectors, groups: 3, rows, depth: 3, vectors, segments: [0, 41, 17]);
        problem.Check<Plain<TLanes>>(default, accumulate: false, bias: null);
    }

    [Fact]
    public void Random_shapes()
    {
        var random = new Random(11);
        for (int i = 0; i < 40; i++)
        {
            int[] segments = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(60))];
            using var problem = new Problem(i, random.Next(1, 4), random.Next(1, 20), random.Next(1, 24), random.Next(1, 6), segments);
            problem.Check<Plain<TLanes>>(default, accumulate: random.Next(2) == 0, bias: null);
        }
    }

    [Fact]
    public void Transposed_left_factors_and_row_major_right_factors()
    {
        // The weight gradient: both factors stand with their depth across the rows.
        using var problem = new Problem(5, groups: 1, rows: 17, depth: 12, vectors: 3, segments: [0]);
        problem.Shape = problem.Shape with
        {
            RowStride = 1,
            DepthStride = 17,
            RightStride = 3 * TLanes.Count,
            RightPanelStride = Panel,
        };
        problem.Check<Plain<TLanes>>(default, accumulate: true, bias: null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Long_depths_across_the_rows_add_up_in_parts(bool accumulate)
    {
        using var problem = new Problem(8, groups: 1, rows: 9, depth: 300, vectors: 1, segments: [0]);
        problem.Shape = problem.Shape with { RowStride = 1, DepthStride = 9 };
        float[] bias = Buffers.RandomArray(new Random(1), problem.Shape.Columns);
        problem.Check(new AddBias<TLanes>(problem.Memory.Copy(bias)), accumulate, bias);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bias_is_added_once(bool accumulate)
    {
        using var problem = new Problem(6, groups: 2, rows: 8, depth: 5, vectors: 3, segments: [0, 9]);
        float[] bias = Buffers.RandomArray(new Random(1), problem.Shape.Columns);
        problem.Check(new AddBias<TLanes>(problem.Memory.Copy(bias)), accumulate, bias);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_cover_every_stored_value(bool transforms)
    {
        using var problem = new Problem(7, groups: 3, rows: 11, depth: 6, vectors: 5, segments: [0, 13]);
        int columns = problem.Shape.Columns;
        var random = new Random(2);
        float[] reference = Buffers.RandomArray(random, columns), before = Buffers.RandomArray(random, columns);
        float[] bias = Buffers.RandomArray(random, columns);
        Floats sums = problem.Memory.Copy(before), squares = problem.Memory.Copy(before);
        var shifted = new ShiftedSums<TLanes>(problem.Memory.Copy(reference), sums, squares);
        var stored = transforms
            ? problem.Check(new BiasAndSums(new AddBias<TLanes>(problem.Memory.Copy(bias)), shifted), accumulate: false, bias)
            : problem.Check(shifted, accumulate: true, bias: null);
        for (int column = 0; column < columns; column++)
        {
            double[] differences = [.. stored.Where(s => s.Column == column).Select(s => s.Value - (double)reference[column])];
            Assert.Equal(33, differences.Length);
            Assert.Equal(before[column] + differences.Sum(), sums[column], 1e-4);
            Assert.Equal(before[column] + differences.Sum(d => d * d), squares[column], 1e-4);
        }
    }

    /// <summary>An epilogue that does everything.</summary>
    private readonly struct BiasAndSums(AddBias<TLanes> bias, ShiftedSums<TLanes> sums) : IEpilogue<TLanes>
    {
        public static bool Transforms => true;

        public static bool Sums => true;

        public TLanes Transform(TLanes value, nint column) => bias.Transform(value, column);

        public TLanes Reference(nint column) => sums.Reference(column);

        public void Add(nint column, TLanes sum, TLanes squares) => sums.Add(column, sum, squares);
    }

    /// <summary>A product of random factors and its buffers.</summary>
    private sealed class Problem : IDisposable
    {
        private const int FactorLength = 20000;

        private readonly float[] left;
        private readonly float[] right;

        public Problem(int seed, int groups, int rows, int depth, int vectors, int[] segments)
        {
            var random = new Random(seed);
            left = Buffers.RandomArray(random, FactorLength);
            right = Buffers.RandomArray(random, FactorLength);
            int segmentRows = depth + random.Next(3);
            Shape = new ProductShape
            {
                Groups = groups,
                GroupStride = random.Next(200),
                ResultGroupStride = rows * ((vectors * TLanes.Count) + 5),
                Rows = rows,
                RowStride = random.Next(1, 40),
                Depth = depth,
                DepthStride = random.Next(1, 3),
                Segments = Memory.Table(segments),
                RightStride = Panel,
                RightSegmentStride = segmentRows * Panel,
                RightPanelStride = segments.Length * segmentRows * Panel,
                Columns = vectors * TLanes.Count,
                ResultStride = (vectors * TLanes.Count) + 5,
            };
        }

        public Buffers Memory { get; } = new();

        public ProductShape Shape { get; set; }

        /// <summary>Runs the product, compares every float of the result and returns the stored values.</summary>
        public List<(int Column, float Value)> Check<TEpilogue>(TEpilogue epilogue, bool accumulate, float[]? bias)
            where TEpilogue : struct, IEpilogue<TLanes>
        {
            int length = (int)(Shape.Groups * Shape.ResultGroupStride);
            float[] before = new float[length];
            Array.Fill(before, Untouched);
            var stored = new List<(int, float)>();
            double[] expected = [.. before.Select(b => (double)b)];
            double[] tolerance = new double[length];
            foreach (var (place, group, row, column) in Places())
            {
                before[place] = (place % 7) - 3;
                var (sum, magnitude) = Exact(group, row, column);
                expected[place] = sum + (accumulate ? before[place] : 0) + (bias?[column] ?? 0);
                tolerance[place] = 1e-6 * (magnitude + 4);
            }

            var result = Memory.Copy(before);
            Product.Run<TLanes, TEpilogue>(Shape, Memory.Copy(left), Memory.Copy(right), result, accumulate, epilogue);
            for (int i = 0; i < length; i++)
            {
                bool near = Math.Abs(expected[i] - result[i]) <= tolerance[i];
                Assert.True(near, FormattableString.Invariant($"{i}: {result[i]}, not {expected[i]}"));
            }

            stored.AddRange(Places().Select(p => (p.Column, result[p.Place])));
            return stored;
        }

        public void Dispose() => Memory.Dispose();

        private IEnumerable<(int Place, int Group, int Row, int Column)> Places() =>
            from g in Enumerable.Range(0, Shape.Groups)
            from r in Enumerable.Range(0, Shape.Rows)
            from n in Enumerable.Range(0, Shape.Columns)
            select ((int)((g * Shape.ResultGroupStride) + (r * Shape.ResultStride)) + n, g, r, n);

        private (double Sum, double Magnitude) Exact(int group, int row, int column)
        {
            double sum = 0, magnitude = 0;
            for (int s = 0; s < Shape.Segments.Count; s++)
            {
                for (int k = 0; k < Shape.Depth; k++)
                {
                    double a = left[(group * Shape.GroupStride) + (row * Shape.RowStride) + Shape.Segments[s] + (k * Shape.DepthStride)];
                    nint panel = column / Panel * Shape.RightPanelStride;
                    double b = right[panel + (s * Shape.RightSegmentStride) + (k * Shape.RightStride) + (column % Panel)];
                    sum += a * b;
                    magnitude += Math.Abs(a * b);
                }
            }

            return (sum, magnitude);
        }
    }
}
