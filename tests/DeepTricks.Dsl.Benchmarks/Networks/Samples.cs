using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>Random samples and labels, the same for all sides, and the batches that are drawn from them.</summary>
internal sealed class Samples
{
    public Samples(SampleShape shape, int classes, int count, int seed)
    {
        var random = new Random(seed);
        Shape = shape;
        Values = new float[count * shape.Count];
        for (int i = 0; i < Values.Length; i++)
        {
            Values[i] = Normal(random);
        }

        Labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            Labels[i] = random.Next(classes);
        }

        Order = [.. Enumerable.Range(0, count)];
        random.Shuffle(Order);
    }

    /// <summary>The shape of one sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>The samples one after another: height, width and channels, channels innermost.</summary>
    public float[] Values { get; }

    /// <summary>The class of each sample.</summary>
    public int[] Labels { get; }

    /// <summary>All sample indices, shuffled: batches are runs of it.</summary>
    public int[] Order { get; }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
