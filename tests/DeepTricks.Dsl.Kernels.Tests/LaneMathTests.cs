namespace DeepTricks.Dsl.Kernels.Tests;

/// <summary>Exp, Log, Tanh, Sin, Cos and the random mask against runtime/docs/pointwise.md.</summary>
public sealed class LaneMathTests
{
    private const double SmallestNormal = 1.17549435e-38;

    /// <summary>A spread over all bit patterns, and the edges.</summary>
    private static readonly float[] Spread =
        [.. Enumerable.Range(0, 60000).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 71583u)), .. Elementwise.Edges];

    public static TheoryData<string> Functions => ["Exp", "Log", "Tanh", "Sin", "Cos"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_width_gives_the_same_bits(string function)
    {
        float[] expected = Evaluate<Lanes1>(function, Spread);
        Elementwise.SameBits(expected, Evaluate<Lanes4>(function, Spread));
        Elementwise.SameBits(expected, Evaluate<Lanes8>(function, Spread));
        Elementwise.SameBits(expected, Evaluate<Lanes16>(function, Spread));
    }

    [Fact]
    public void Exp_is_within_its_tolerance_over_the_normal_range()
    {
        float[] x = [.. Enumerable.Range(0, 100000).Select(i => -87.3f + (i * 176.02f / 100000)), .. Spread];
        float[] y = Evaluate<Lanes8>("Exp", x);
        for (int i = 0; i < x.Length; i++)
        {
            double exact = Math.Exp(x[i]);
            if (float.IsNaN(x[i]))
            {
                Assert.True(float.IsNaN(y[i]));
            }
            else if (exact < SmallestNormal)
            {
                Assert.True(y[i] == 0 || Math.Abs(y[i] - exact) <= 2e-7 * exact, Message(x[i], y[i]));
            }
            else if ((float)exact == float.PositiveInfinity)
            {
                Assert.Equal(float.PositiveInfinity, y[i]);
            }
            else
            {
                Assert.True(Math.Abs(y[i] - exact) <= 2e-7 * exact, Message(x[i], y[i]));
            }
        }
    }

    [Fact]
    public void Log_is_within_its_tolerance_for_all_positive_numbers()
    {
        float[] x = [.. Enumerable.Range(0, 100000).Select(i => 0.5f + (i * 1.5f / 100000)), .. Spread];
        float[] y = Evaluate<Lanes8>("Log", x);
        for (int i = 0; i < x.Length; i++)
        {
            double exact = Math.Log(x[i]);
            bool right = double.IsFinite(exact) ? Math.Abs(y[i] - exact) <= 2e-7 * Math.Abs(exact) : ((float)exact).Equals(y[i]);
            Assert.True(right, Message(x[i], y[i]));
        }
    }

    [Fact]
    public void Tanh_is_within_its_tolerance_and_never_beyond_one()
    {
        float[] x = [.. Enumerable.Range(0, 100000).Select(i => -10f + (i * 20f / 100000)), .. Spread];
        float[] y = Evaluate<Lanes8>("Tanh", x);
        for (int i = 0; i < x.Length; i++)
        {
            double exact = Math.Tanh(x[i]);
            bool right = float.IsNaN(x[i])
                ? float.IsNaN(y[i])
                : Math.Abs(y[i] - exact) <= Math.Max(4e-7 * Math.Abs(exact), float.Epsilon) && Math.Abs(y[i]) <= 1;
            Assert.True(right, Message(x[i], y[i]));
        }
    }

    [Theory]
    [InlineData("Sin")]
    [InlineData("Cos")]
    public void Sine_and_cosine_are_within_their_tolerance_up_to_ten_thousand(string function)
    {
        float[] x = [.. Enumerable.Range(0, 200001).Select(i => (i - 100000) * 0.1f), .. Enumerable.Range(0, 100000).Select(i => -8f + (i * 16f / 100000)), .. Spread];
        float[] y = Evaluate<Lanes8>(function, x);
        for (int i = 0; i < x.Length; i++)
        {
            double exact = function == "Sin" ? Math.Sin(x[i]) : Math.Cos(x[i]);
            bool right = Math.Abs(x[i]) <= 10_000 ? Math.Abs(y[i] - exact) <= 2e-7 : float.IsFinite(x[i]) || float.IsNaN(y[i]);
            Assert.True(right, Message(x[i], y[i]));
        }
    }

    [Fact]
    public void Special_values_have_their_limits()
    {
        float[] x = [float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.NaN, -1f];
        Elementwise.SameBits([float.PositiveInfinity, 0f, 1f, 1f, float.NaN], Evaluate<Lanes8>("Exp", x[..5]));
        float[] logarithms = [float.PositiveInfinity, float.NaN, float.NegativeInfinity, float.NegativeInfinity, float.NaN, float.NaN];
        Elementwise.SameBits(logarithms, Evaluate<Lanes8>("Log", x));
        Elementwise.SameBits([1f, -1f, 0f, -0f, float.NaN], Evaluate<Lanes8>("Tanh", x[..5]));
    }

    [Fact]
    public void Random_masks_are_the_same_at_every_width()
    {
        bool[] expected = Mask<Lanes1>(160, 5, 0x12345678, 0x9ABCDEF0, 0x80000000);
        Assert.Equal(expected, Mask<Lanes4>(160, 5, 0x12345678, 0x9ABCDEF0, 0x80000000));
        Assert.Equal(expected, Mask<Lanes8>(160, 5, 0x12345678, 0x9ABCDEF0, 0x80000000));
        Assert.Equal(expected, Mask<Lanes16>(160, 5, 0x12345678, 0x9ABCDEF0, 0x80000000));
    }

    [Fact]
    public void Random_masks_count_elements_not_vectors()
    {
        bool[] whole = Mask<Lanes8>(160, 0, 7, 9, 0x80000000);
        Assert.Equal(whole[13..], Mask<Lanes8>(147, 13, 7, 9, 0x80000000));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Random_masks_drop_the_rate_for_many_keys_without_correlation(double rate)
    {
        const int Elements = 4096;
        const int Keys = 64;
        uint threshold = (uint)Math.Round(rate * 4294967296.0);
        int kept = 0;
        int equal = 0;
        bool[]? before = null;
        for (int key = 0; key < Keys; key++)
        {
            // Neighbouring keys, the hardest case for a hash; in use they are Philox words.
            bool[] mask = Mask<Lanes8>(Elements, 0, (uint)key, 1000u + (uint)key, threshold);
            kept += mask.Count(m => m);
            equal += before is null ? 0 : mask.Zip(before).Count(p => p.First == p.Second);
            before = mask;
        }

        double deviation = Math.Sqrt(rate * (1 - rate) / (Elements * Keys));
        Assert.InRange(kept / (double)(Elements * Keys), 1 - rate - (5 * deviation), 1 - rate + (5 * deviation));
        double agreement = (rate * rate) + ((1 - rate) * (1 - rate));
        double pairs = Elements * (Keys - 1.0);
        double spread = 5 * Math.Sqrt(agreement * (1 - agreement) / pairs);
        Assert.InRange(equal / pairs, agreement - spread - 0.002, agreement + spread + 0.002);
    }

    [Fact]
    public void A_zero_rate_keeps_everything() => Assert.All(Mask<Lanes8>(1600, 0, 1, 2, 0), Assert.True);

    private static float[] Evaluate<TLanes>(string function, float[] x)
        where TLanes : struct, ILanes<TLanes> =>
        Elementwise.Map<TLanes>(function switch { "Exp" => TLanes.Exp, "Log" => TLanes.Log, "Sin" => TLanes.Sin, "Cos" => TLanes.Cos, _ => (Func<TLanes, TLanes>)TLanes.Tanh }, x);

    private static bool[] Mask<TLanes>(int count, uint first, uint key0, uint key1, uint threshold)
        where TLanes : struct, ILanes<TLanes>
    {
        using var buffers = new Buffers();
        var mask = buffers.Zeros(count + 16);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            TLanes.Store(mask + i, TLanes.Keep(first + (uint)i, key0, key1, threshold));
        }

        return [.. mask.AsSpan(count).ToArray().Select(m => BitConverter.SingleToUInt32Bits(m) != 0)];
    }

    private static string Message(float x, float y) => FormattableString.Invariant($"f({x:R}) = {y:R}");
}
