using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// The operations no instruction does, written once over lanes so that every width gives the same bits. The polynomials were
/// fitted for the smallest relative error over the reduced range; runtime/docs/pointwise.md says what they promise.
/// </summary>
internal static class LaneMath
{
    // Adding this to a small whole number puts the number into the low bits; subtracting it again rounds to whole numbers.
    private const float Rounder = 12582912f;

    // ln 2 in two parts; the upper ends in 12 zero bits, so that its product with an exponent is exact even without fusing.
    private const float Ln2Upper = 0.693115234375f;
    private const float Ln2Lower = 3.194618329871446e-05f;

    /// <summary>e^x = 2^n * e^r with n whole and |r| at most ln(2) / 2; n is added to the exponent of e^r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        const float Largest = 88.72283f;
        const float Smallest = -87.33654f;

        var shifted = TLanes.MultiplyAdd(x, TLanes.Broadcast(1.4426950216293335f), TLanes.Broadcast(Rounder));
        var n = shifted - TLanes.Broadcast(Rounder);
        var r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2Upper), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2Lower), r);

        var p = TLanes.MultiplyAdd(r, TLanes.Broadcast(0.0013814462581649423f), TLanes.Broadcast(0.008368780836462975f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(0.04166839271783829f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(0.1666651964187622f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(0.4999999403953552f));
        p = TLanes.MultiplyAdd(p * r, r, r) + TLanes.Broadcast(1f);

        var result = TLanes.AddBits(p, TLanes.ShiftLeft(shifted, 23));
        result = TLanes.Select(x >= TLanes.Broadcast(Smallest), result, TLanes.Zero);

        // Adding infinity also carries a NaN on: it fails every comparison.
        return TLanes.Select(x <= TLanes.Broadcast(Largest), result, x + TLanes.Broadcast(float.PositiveInfinity));
    }

    /// <summary>log(x) = n * ln 2 + log(m) with m from sqrt(1/2) up to sqrt(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        const uint RootOfHalf = 0x3F3504F3;
        const uint One = 0x3F800000;
        const float SmallestNormal = 1.17549435e-38f;

        var subnormal = x < TLanes.Broadcast(SmallestNormal);
        var scaled = TLanes.Select(subnormal, x * TLanes.Broadcast(8388608f), x);
        var bits = TLanes.AddBits(scaled, TLanes.BroadcastBits(One - RootOfHalf));
        var biased = TLanes.AddBits(TLanes.ShiftRight(bits, 23), TLanes.BroadcastBits(0x4B000000));
        var n = biased - TLanes.Select(subnormal, TLanes.Broadcast(8388608f + 127 + 23), TLanes.Broadcast(8388608f + 127));
        var m = TLanes.AddBits(TLanes.And(bits, TLanes.BroadcastBits(0x007FFFFF)), TLanes.BroadcastBits(RootOfHalf));

        var f = m - TLanes.Broadcast(1f);
        var square = f * f;
        var p = TLanes.MultiplyAdd(f, TLanes.Broadcast(-0.07634340971708298f), TLanes.Broadcast(0.12761515378952026f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(-0.13160212337970734f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(0.1420176774263382f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(-0.16623355448246002f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(0.20001226663589478f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(-0.250008225440979f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(0.3333333134651184f));

        // From the smallest term to the largest.
        var lower = TLanes.MultiplyAdd(n, TLanes.Broadcast(Ln2Lower), p * f * square);
        lower = TLanes.MultiplyAdd(square, TLanes.Broadcast(-0.5f), lower);
        var result = TLanes.MultiplyAdd(n, TLanes.Broadcast(Ln2Upper), lower + f);

        result = TLanes.Select(x < TLanes.Broadcast(float.PositiveInfinity), result, x);
        var outside = TLanes.Select(x == TLanes.Zero, TLanes.Broadcast(float.NegativeInfinity), TLanes.Broadcast(float.NaN));
        return TLanes.Select(x > TLanes.Zero, result, outside);
    }

    /// <summary>x * P(x²) / Q(x²) with positive factors only, so that nothing cancels; ±1 where tanh rounds to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        const float Saturation = 9.010914f;

        var square = x * x;
        var p = TLanes.MultiplyAdd(square, TLanes.Broadcast(1.3384418018347333e-08f), TLanes.Broadcast(2.0635927285184152e-05f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(0.003497464582324028f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(0.13382692635059357f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(1f));
        var q = TLanes.MultiplyAdd(square, TLanes.Broadcast(7.790304721311259e-07f), TLanes.Broadcast(0.00032885282416827977f));
        q = TLanes.MultiplyAdd(q, square, TLanes.Broadcast(0.025884388014674187f));
        q = TLanes.MultiplyAdd(q, square, TLanes.Broadcast(0.4671601355075836f));
        q = TLanes.MultiplyAdd(q, square, TLanes.Broadcast(1f));

        var one = TLanes.Broadcast(1f);
        var result = x * p / q;

        // The quotient can pass 1 by a rounding; a NaN fails both comparisons and stays.
        result = TLanes.Select(TLanes.Or(x > TLanes.Broadcast(Saturation), result > one), one, result);
        return TLanes.Select(TLanes.Or(x < TLanes.Broadcast(-Saturation), result < -one), -one, result);
    }

    /// <summary>sin(x), by the quarter turn that x is nearest to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sin<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> => Turn(x, 0);

    /// <summary>cos(x), a quarter turn ahead of the sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Cos<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> => Turn(x, 1);

    /// <summary>The sine of x and so many quarter turns: x = n pi / 2 + r with |r| at most pi / 4, and a polynomial of sine or cosine of r with a sign, by n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Turn<TLanes>(TLanes x, uint quarters)
        where TLanes : struct, ILanes<TLanes>
    {
        var shifted = TLanes.MultiplyAdd(x, TLanes.Broadcast(0.6366197723675814f), TLanes.Broadcast(Rounder));
        var n = shifted - TLanes.Broadcast(Rounder);

        // pi / 2 in four parts with few bits each, so that their products with n are exact even without fusing.
        var r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-1.5703125f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-4.837512969970703e-4f), r);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-7.549517899337e-8f), r);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-5.390302553e-15f), r);
        var square = r * r;
        var sine = TLanes.MultiplyAdd(square, TLanes.Broadcast(-1.9515295891e-4f), TLanes.Broadcast(8.3321608736e-3f));
        sine = TLanes.MultiplyAdd(sine, square, TLanes.Broadcast(-1.6666654611e-1f));
        sine = TLanes.MultiplyAdd(sine * square, r, r);
        var cosine = TLanes.MultiplyAdd(square, TLanes.Broadcast(2.443315711809948e-5f), TLanes.Broadcast(-1.388731625493765e-3f));
        cosine = TLanes.MultiplyAdd(cosine, square, TLanes.Broadcast(4.166664568298827e-2f));
        cosine = TLanes.MultiplyAdd(cosine * square, square, TLanes.MultiplyAdd(square, TLanes.Broadcast(-0.5f), TLanes.Broadcast(1f)));

        var turns = TLanes.AddBits(shifted, TLanes.BroadcastBits(quarters));
        var odd = TLanes.BitsAtLeast(TLanes.And(turns, TLanes.BroadcastBits(1)), TLanes.BroadcastBits(1));
        var sign = TLanes.ShiftLeft(TLanes.And(turns, TLanes.BroadcastBits(2)), 30);
        return TLanes.XorBits(TLanes.Select(odd, cosine, sine), sign);
    }

    /// <summary>Two rounds of multiplying and folding ("lowbias32"), the second key entering between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Keep<TLanes>(uint element, uint key0, uint key1, uint threshold)
        where TLanes : struct, ILanes<TLanes>
    {
        var hash = TLanes.AddBits(TLanes.LaneNumbers, TLanes.BroadcastBits(element));
        hash = TLanes.XorBits(hash, TLanes.BroadcastBits(key0));
        hash = TLanes.XorBits(hash, TLanes.ShiftRight(hash, 16));
        hash = TLanes.MultiplyBits(hash, TLanes.BroadcastBits(0x7FEB352D));
        hash = TLanes.AddBits(hash, TLanes.BroadcastBits(key1));
        hash = TLanes.XorBits(hash, TLanes.ShiftRight(hash, 15));
        hash = TLanes.MultiplyBits(hash, TLanes.BroadcastBits(0x846CA68B));
        hash = TLanes.XorBits(hash, TLanes.ShiftRight(hash, 16));
        return TLanes.BitsAtLeast(hash, TLanes.BroadcastBits(threshold));
    }
}
