using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

/// <summary>Small data sets that a single dense layer can learn.</summary>
internal static class TinyData
{
    /// <summary>Points around <paramref name="classes"/> far-apart centres.</summary>
    public static Dataset Classes(int count, int features = 4, int classes = 3, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new float[count * features];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(classes);
            for (int f = 0; f < features; f++)
            {
                samples[(i * features) + f] = (f % classes == labels[i] ? 2f : -1f) + (0.5f * (random.NextSingle() - 0.5f));
            }
        }

        return Dataset.FromFloats(samples, SampleShape.Vector(features), labels);
    }

    /// <summary>Points and one number each: their sum, or whether it is above 0.</summary>
    public static Dataset Sums(int count, int features = 4, bool binary = false)
    {
        var random = new Random(3);
        var samples = new float[count * features];
        var targets = new float[count];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (2 * random.NextSingle()) - 1;
            targets[i / features] += samples[i];
        }

        return Dataset.FromFloats(samples, SampleShape.Vector(features), binary ? [.. targets.Select(t => t > 0 ? 1f : 0f)] : targets, 1);
    }
}
