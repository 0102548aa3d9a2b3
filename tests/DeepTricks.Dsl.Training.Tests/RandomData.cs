using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>Data sets of random numbers with labels that can be learned from them.</summary>
internal static class RandomData
{
    public static Dataset Of(SampleShape shape, int count, int classes, int seed, double scale = 1)
    {
        var random = new Random(seed);
        var samples = new float[count * shape.Count];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(classes);
            for (int k = 0; k < shape.Count; k++)
            {
                samples[(i * shape.Count) + k] = (float)(scale * ((random.NextDouble() * 2) - 1 + (k % classes == labels[i] ? 0.5 : 0)));
            }
        }

        return Dataset.FromFloats(samples, shape, labels);
    }
}
