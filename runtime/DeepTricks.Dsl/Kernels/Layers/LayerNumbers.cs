using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>What dropout computes with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutNumbers
{
    /// <summary>Random numbers below this drop a value.</summary>
    public static uint Threshold(float rate) => (uint)Math.Min(uint.MaxValue, Math.Round(rate * 4294967296.0));

    /// <summary>The factor of what is kept.</summary>
    public static float Factor(float rate) => (float)(1.0 / (1.0 - rate));
}

/// <summary>Maps a range to [-1, +1]: <c>x * Factor + Summand</c>.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Summand">The summand.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RescaleNumbers(float Factor, float Summand)
{
    /// <summary>Leaves numbers as they are.</summary>
    public static RescaleNumbers None => new(1, 0);

    /// <summary>Maps <paramref name="low"/> to -1 and <paramref name="high"/> to +1.</summary>
    public static RescaleNumbers Of(float low, float high) => new((float)(2.0 / ((double)high - low)), (float)(-((double)high + low) / ((double)high - low)));
}

/// <summary>The settings of local response normalization.</summary>
/// <param name="Size">Channels in a window.</param>
/// <param name="Alpha">Factor of the mean square.</param>
/// <param name="Beta">Exponent.</param>
/// <param name="K">Summand.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ResponseNumbers(int Size, float Alpha, float Beta, float K);
