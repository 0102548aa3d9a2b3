namespace DeepTricks.Dsl.Kernels.Tests;

/// <summary>Native memory for one test.</summary>
internal sealed class Buffers : IDisposable
{
    private readonly NativeArena arena = new(32 << 20);

    /// <summary>Zeros.</summary>
    public Floats Zeros(long count) => arena.Take(count);

    /// <summary>A copy of an array.</summary>
    public Floats Copy(ReadOnlySpan<float> values)
    {
        var place = arena.Take(values.Length);
        values.CopyTo(place.AsSpan(values.Length));
        return place;
    }

    /// <summary>A table of offsets.</summary>
    public Offsets Table(params int[] offsets) => arena.Table(offsets);

    /// <inheritdoc/>
    public void Dispose() => arena.Dispose();

    /// <summary>Random numbers from -1 to 1.</summary>
    public static float[] RandomArray(Random random, long count)
    {
        var values = new float[count];
        for (long i = 0; i < count; i++)
        {
            values[i] = (float)((2 * random.NextDouble()) - 1);
        }

        return values;
    }
}
