using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// A sequence of random numbers that is a function of a seed and of what it is for (the stream's number), the same on every
/// machine. Not for several threads at once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RandomStream
{
    // Keeps streams apart from the keys of RandomKeys.ForSample under the same seed.
    private const uint Domain0 = 0x73747265;
    private const uint Domain1 = 0x616D2E31;

    private readonly ulong seed;
    private readonly long stream;
    private ulong block;
    private (uint X0, uint X1, uint X2, uint X3) words;
    private int left;
    private double spareGaussian;
    private bool hasSpareGaussian;

    /// <summary>Starts stream number <paramref name="stream"/> of <paramref name="seed"/>.</summary>
    public RandomStream(ulong seed, long stream)
    {
        this.seed = seed;
        this.stream = stream;
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt()
    {
        if (left == 0)
        {
            words = RandomKeys.Philox(
                (uint)block, (uint)(block >> 32), (uint)stream, (uint)(stream >> 32), (uint)seed ^ Domain0, (uint)(seed >> 32) ^ Domain1);
            block++;
            left = 4;
        }

        left--;
        return left switch { 3 => words.X0, 2 => words.X1, 1 => words.X2, _ => words.X3 };
    }

    /// <summary>A whole number from 0 up to, but not <paramref name="bound"/>, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is 0.</exception>
    public uint NextUInt(uint bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);

        // Lemire, "Fast random integer generation in an interval", 2019: the first few products are drawn again.
        uint redrawn = (uint)-(int)bound % bound;
        ulong product;
        do
        {
            product = (ulong)NextUInt() * bound;
        }
        while ((uint)product < redrawn);
        return (uint)(product >> 32);
    }

    /// <summary>A number from 0 up to, but not 1, in steps of 2^-53.</summary>
    public double NextDouble()
    {
        ulong bits = ((ulong)NextUInt() << 32) | NextUInt();
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A number of the normal distribution with mean 0 and deviation 1 (Box and Muller, 1958).</summary>
    public double NextGaussian()
    {
        if (hasSpareGaussian)
        {
            hasSpareGaussian = false;
            return spareGaussian;
        }

        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        double angle = 2 * Math.PI * NextDouble();
        spareGaussian = radius * Math.Sin(angle);
        hasSpareGaussian = true;
        return radius * Math.Cos(angle);
    }

    /// <summary>Brings <paramref name="items"/> into random order, each order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = (int)NextUInt((uint)last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
