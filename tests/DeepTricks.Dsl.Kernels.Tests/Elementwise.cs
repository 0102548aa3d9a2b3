namespace DeepTricks.Dsl.Kernels.Tests;

/// <summary>Applies lane operations to arrays, so that they can be compared number by number.</summary>
internal static class Elementwise
{
    /// <summary>Values where operations have their edges.</summary>
    public static readonly float[] Edges =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, -2.25f, 0.1f, 7f, -7f, 1e-3f, 88.7f, -87.3f, 3e38f, -3e38f, float.MaxValue, float.MinValue,
        1.17549435e-38f, -1.17549435e-38f, 1e-40f, -1e-40f, float.Epsilon, -float.Epsilon, float.PositiveInfinity, float.NegativeInfinity,
        float.NaN,
    ];

    /// <summary>Every pair of edges.</summary>
    public static (float[] Left, float[] Right) EdgePairs()
    {
        var pairs = Edges.SelectMany(left => Edges.Select(right => (Left: left, Right: right))).ToArray();
        return (pairs.Select(p => p.Left).ToArray(), pairs.Select(p => p.Right).ToArray());
    }

    /// <summary>One operation on every number.</summary>
    public static float[] Map<TLanes>(Func<TLanes, TLanes> operation, float[] values)
        where TLanes : struct, ILanes<TLanes> => Map<TLanes>((a, _, _) => operation(a), values, values, values);

    /// <summary>One operation on every pair.</summary>
    public static float[] Map<TLanes>(Func<TLanes, TLanes, TLanes> operation, float[] left, float[] right)
        where TLanes : struct, ILanes<TLanes> => Map<TLanes>((a, b, _) => operation(a, b), left, right, right);

    /// <summary>One operation on every triple.</summary>
    public static float[] Map<TLanes>(Func<TLanes, TLanes, TLanes, TLanes> operation, float[] first, float[] second, float[] third)
        where TLanes : struct, ILanes<TLanes>
    {
        using var buffers = new Buffers();
        int padded = (first.Length + 15) / 16 * 16;
        Floats a = buffers.Zeros(padded), b = buffers.Zeros(padded), c = buffers.Zeros(padded), result = buffers.Zeros(padded);
        first.CopyTo(a.AsSpan(padded));
        second.CopyTo(b.AsSpan(padded));
        third.CopyTo(c.AsSpan(padded));
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            TLanes.Store(result + i, operation(TLanes.Load(a + i), TLanes.Load(b + i), TLanes.Load(c + i)));
        }

        return result.AsSpan(first.Length).ToArray();
    }

    /// <summary>Fails unless the numbers agree bit by bit; any NaN equals any other.</summary>
    public static void SameBits(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = float.IsNaN(expected[i])
                ? float.IsNaN(actual[i])
                : BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            Assert.True(same, FormattableString.Invariant($"at {i}: {actual[i]:R} instead of {expected[i]:R}"));
        }
    }
}
