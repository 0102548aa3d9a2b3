using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepTricks.Dsl.Benchmarks.Measuring;

/// <summary>
/// What the processor's multiply-add units can do at the moment: shared machines and clock frequencies change by the minute, so that
/// a figure means little without the peak measured beside it.
/// </summary>
internal static class FmaPeak
{
    /// <summary>Chains per loop: enough to hide four cycles of latency on two units, few enough to stay in 16 registers.</summary>
    private const int Chains = 12;

    private static readonly double FlopsPerRound = Chains * 2.0 * Lanes;

    /// <summary>Keeps the results from being dropped.</summary>
    private static float sink;

    private static int Lanes => Avx512F.IsSupported ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>The peak of the given number of threads together, in GFLOP/s, from a run of about <paramref name="seconds"/>.</summary>
    public static double Measure(int threads, double seconds = 0.012)
    {
        long rounds = (long)(seconds * 4e9 / 6);
        var others = new Thread[threads - 1];
        using var start = new Barrier(threads);
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(() =>
            {
                start.SignalAndWait();
                Volatile.Write(ref sink, Loop(rounds));
            });
            others[i].Start();
        }

        start.SignalAndWait();
        long from = Stopwatch.GetTimestamp();
        Volatile.Write(ref sink, Loop(rounds));
        foreach (var other in others)
        {
            other.Join();
        }

        return threads * rounds * FlopsPerRound / Stopwatch.GetElapsedTime(from).TotalSeconds / 1e9;
    }

    private static float Loop(long rounds) =>
        Avx512F.IsSupported ? Loop512(rounds) : Vector256.IsHardwareAccelerated ? Loop256(rounds) : Loop128(rounds);

    // The three loops differ in the width alone; the numbers run towards 1e-6 and so never become subnormal.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(long rounds)
    {
        var factor = Vector512.Create(0.999f);
        var summand = Vector512.Create(1e-9f);
        Vector512<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (; rounds > 0; rounds--)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, summand);
            b = Vector512.FusedMultiplyAdd(b, factor, summand);
            c = Vector512.FusedMultiplyAdd(c, factor, summand);
            d = Vector512.FusedMultiplyAdd(d, factor, summand);
            e = Vector512.FusedMultiplyAdd(e, factor, summand);
            f = Vector512.FusedMultiplyAdd(f, factor, summand);
            g = Vector512.FusedMultiplyAdd(g, factor, summand);
            h = Vector512.FusedMultiplyAdd(h, factor, summand);
            i = Vector512.FusedMultiplyAdd(i, factor, summand);
            j = Vector512.FusedMultiplyAdd(j, factor, summand);
            k = Vector512.FusedMultiplyAdd(k, factor, summand);
            l = Vector512.FusedMultiplyAdd(l, factor, summand);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(long rounds)
    {
        var factor = Vector256.Create(0.999f);
        var summand = Vector256.Create(1e-9f);
        Vector256<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (; rounds > 0; rounds--)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, summand);
            b = Vector256.FusedMultiplyAdd(b, factor, summand);
            c = Vector256.FusedMultiplyAdd(c, factor, summand);
            d = Vector256.FusedMultiplyAdd(d, factor, summand);
            e = Vector256.FusedMultiplyAdd(e, factor, summand);
            f = Vector256.FusedMultiplyAdd(f, factor, summand);
            g = Vector256.FusedMultiplyAdd(g, factor, summand);
            h = Vector256.FusedMultiplyAdd(h, factor, summand);
            i = Vector256.FusedMultiplyAdd(i, factor, summand);
            j = Vector256.FusedMultiplyAdd(j, factor, summand);
            k = Vector256.FusedMultiplyAdd(k, factor, summand);
            l = Vector256.FusedMultiplyAdd(l, factor, summand);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop128(long rounds)
    {
        var factor = Vector128.Create(0.999f);
        var summand = Vector128.Create(1e-9f);
        Vector128<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (; rounds > 0; rounds--)
        {
            a = Vector128.FusedMultiplyAdd(a, factor, summand);
            b = Vector128.FusedMultiplyAdd(b, factor, summand);
            c = Vector128.FusedMultiplyAdd(c, factor, summand);
            d = Vector128.FusedMultiplyAdd(d, factor, summand);
            e = Vector128.FusedMultiplyAdd(e, factor, summand);
            f = Vector128.FusedMultiplyAdd(f, factor, summand);
            g = Vector128.FusedMultiplyAdd(g, factor, summand);
            h = Vector128.FusedMultiplyAdd(h, factor, summand);
            i = Vector128.FusedMultiplyAdd(i, factor, summand);
            j = Vector128.FusedMultiplyAdd(j, factor, summand);
            k = Vector128.FusedMultiplyAdd(k, factor, summand);
            l = Vector128.FusedMultiplyAdd(l, factor, summand);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
