namespace DeepTricks.Dsl.Kernels.Tests;

public sealed class Lanes16Tests : LanesTests<Lanes16>;

public sealed class Lanes8Tests : LanesTests<Lanes8>;

public sealed class Lanes4Tests : LanesTests<Lanes4>;

public sealed class Lanes1Tests : LanesTests<Lanes1>;

/// <summary>Every lane operation at one width, against plain floats.</summary>
public abstract class LanesTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    public static TheoryData<string> ArithmeticNames => ["+", "-", "*", "/"];

    public static TheoryData<string> ComparisonNames => [">", ">=", "<", "<=", "==", "!="];

    [Theory]
    [MemberData(nameof(ArithmeticNames))]
    public void Arithmetic_rounds_like_floats(string name)
    {
        var (left, right) = Elementwise.EdgePairs();
        (Func<TLanes, TLanes, TLanes> Lanes, Func<float, float, float> Plain) operation = name switch
        {
            "+" => ((a, b) => a + b, (a, b) => a + b),
            "-" => ((a, b) => a - b, (a, b) => a - b),
            "*" => ((a, b) => a * b, (a, b) => a * b),
            _ => ((a, b) => a / b, (a, b) => a / b),
        };
        Elementwise.SameBits(left.Zip(right, operation.Plain).ToArray(), Elementwise.Map(operation.Lanes, left, right));
    }

    [Theory]
    [MemberData(nameof(ComparisonNames))]
    public void Comparisons_give_whole_masks_and_treat_nan_like_floats(string name)
    {
        var (left, right) = Elementwise.EdgePairs();
        (Func<TLanes, TLanes, TLanes> Lanes, Func<float, float, bool> Plain) comparison = name switch
        {
            ">" => ((a, b) => a > b, (a, b) => a > b),
            ">=" => ((a, b) => a >= b, (a, b) => a >= b),
            "<" => ((a, b) => a < b, (a, b) => a < b),
            "<=" => ((a, b) => a <= b, (a, b) => a <= b),
            "==" => ((a, b) => a == b, (a, b) => a == b),
            _ => ((a, b) => a != b, (a, b) => a != b),
        };
        uint[] expected = [.. left.Zip(right, (a, b) => comparison.Plain(a, b) ? uint.MaxValue : 0)];
        Assert.Equal(expected, Elementwise.Map(comparison.Lanes, left, right).Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Select_takes_whole_lanes_bit_for_bit()
    {
        var (left, right) = Elementwise.EdgePairs();
        float[] expected = [.. left.Zip(right, (a, b) => a > b ? a : b)];
        Elementwise.SameBits(expected, Elementwise.Map<TLanes>((a, b) => TLanes.Select(a > b, a, b), left, right));
    }

    [Fact]
    public void And_and_or_combine_masks()
    {
        var (left, right) = Elementwise.EdgePairs();
        TLanes one = TLanes.Broadcast(1), zero = TLanes.Zero;
        TLanes Flag(TLanes mask) => TLanes.Select(mask, one, zero);
        float[] both = [.. left.Zip(right, (a, b) => a > 0 && b > 0 ? 1f : 0f)];
        float[] either = [.. left.Zip(right, (a, b) => a > 0 || b > 0 ? 1f : 0f)];
        Elementwise.SameBits(both, Elementwise.Map<TLanes>((a, b) => Flag(TLanes.And(a > zero, b > zero)), left, right));
        Elementwise.SameBits(either, Elementwise.Map<TLanes>((a, b) => Flag(TLanes.Or(a > zero, b > zero)), left, right));
    }

    [Fact]
    public void One_argument_operations_match_floats()
    {
        float[] edges = Elementwise.Edges;
        Elementwise.SameBits([.. edges.Select(x => -x)], Elementwise.Map<TLanes>(x => -x, edges));
        Elementwise.SameBits([.. edges.Select(MathF.Sqrt)], Elementwise.Map<TLanes>(TLanes.Sqrt, edges));
        Elementwise.SameBits([.. edges.Select(MathF.Abs)], Elementwise.Map<TLanes>(TLanes.Abs, edges));
        uint[] nan = [.. edges.Select(x => float.IsNaN(x) ? uint.MaxValue : 0)];
        Assert.Equal(nan, Elementwise.Map<TLanes>(TLanes.IsNaN, edges).Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void MultiplyAdd_fuses_exactly_where_the_processor_does()
    {
        var random = new Random(3);
        float[] a = Buffers.RandomArray(random, 1000), b = Buffers.RandomArray(random, 1000), c = Buffers.RandomArray(random, 1000);
        float[] expected = [.. a.Select((x, i) => Fusing.IsSupported ? MathF.FusedMultiplyAdd(x, b[i], c[i]) : (x * b[i]) + c[i])];
        Elementwise.SameBits(expected, Elementwise.Map<TLanes>(TLanes.MultiplyAdd, a, b, c));
    }

    [Fact]
    public void Loads_stores_and_broadcasts_take_any_alignment()
    {
        using var buffers = new Buffers();
        float[] values = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        Floats source = buffers.Copy(values), target = buffers.Zeros(40);
        TLanes.Store(target + 1, TLanes.Load(source + 3));
        Assert.Equal([0f, .. values[3..(3 + TLanes.Count)], 0f], target.AsSpan(TLanes.Count + 2).ToArray());
        TLanes.Store(target, TLanes.BroadcastFrom(source + 5));
        Assert.Equal(Enumerable.Repeat(5f, TLanes.Count), target.AsSpan(TLanes.Count).ToArray());
        TLanes.Store(target, TLanes.Broadcast(2.5f));
        Assert.Equal(Enumerable.Repeat(2.5f, TLanes.Count), target.AsSpan(TLanes.Count).ToArray());
        TLanes.Store(target, TLanes.Zero);
        Assert.Equal(new float[TLanes.Count], target.AsSpan(TLanes.Count).ToArray());
    }

    [Fact]
    public void Sums_and_maxima_cover_all_lanes()
    {
        using var buffers = new Buffers();
        for (int special = 0; special < TLanes.Count; special++)
        {
            float[] values = new float[TLanes.Count];
            Array.Fill(values, -3f);
            values[special] = 5f;
            Assert.Equal(5f - (3f * (TLanes.Count - 1)), TLanes.Sum(TLanes.Load(buffers.Copy(values))));
            Assert.Equal(5f, TLanes.MaxAcross(TLanes.Load(buffers.Copy(values))));
            values[special] = float.NaN;
            Assert.True(float.IsNaN(TLanes.Sum(TLanes.Load(buffers.Copy(values)))));
            Assert.True(float.IsNaN(TLanes.MaxAcross(TLanes.Load(buffers.Copy(values)))));
        }
    }

    [Fact]
    public void Transpose_exchanges_rows_and_columns()
    {
        using var buffers = new Buffers();
        int stride = TLanes.Count + 3;
        float[] values = Buffers.RandomArray(new Random(5), stride * TLanes.Count);
        var target = buffers.Zeros(stride * TLanes.Count);
        TLanes.Transpose(buffers.Copy(values), stride, target, stride);
        for (int row = 0; row < TLanes.Count; row++)
        {
            for (int column = 0; column < TLanes.Count; column++)
            {
                Assert.Equal(values[(row * stride) + column], target[(column * stride) + row]);
            }
        }
    }
}
