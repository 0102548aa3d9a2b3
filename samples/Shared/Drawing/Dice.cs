using System.Numerics;

namespace Shared.Drawing;

/// <summary>
/// A small random number generator (SplitMix64). Every image has its own, started from what names the image, so that the order in which
/// images are drawn doesn't matter.
/// </summary>
public struct Dice
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong state;
    private float spare;
    private bool hasSpare;

    /// <summary>The dice of image <paramref name="index"/> of the set that <paramref name="seed"/> names.</summary>
    public Dice(ulong seed, long index) => state = Mix(Mix(seed + Step) ^ ((ulong)index * Step));

    /// <summary>A number in [0, 1).</summary>
    public float Uniform() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>A number between <paramref name="low"/> and <paramref name="high"/>.</summary>
    public float Uniform(float low, float high) => low + ((high - low) * Uniform());

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>A normally distributed number of mean 0 (Box and Muller's way, which yields two at a time).</summary>
    public float Normal(float deviation)
    {
        if (hasSpare)
        {
            hasSpare = false;
            return spare * deviation;
        }

        var radius = MathF.Sqrt(-2 * MathF.Log(1 - Uniform()));
        var (sine, cosine) = MathF.SinCos(2 * MathF.PI * Uniform());
        spare = radius * sine;
        hasSpare = true;
        return radius * cosine * deviation;
    }

    /// <summary>A normally distributed step in the plane.</summary>
    public Vector2 Step2(float deviation) => new(Normal(deviation), Normal(deviation));

    private ulong Next()
    {
        state += Step;
        return Mix(state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
