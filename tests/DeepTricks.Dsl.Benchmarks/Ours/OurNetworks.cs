using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Benchmarks.Ours;

/// <summary>The benchmark networks in our language, and what the comparisons do with them.</summary>
internal static class OurNetworks
{
    /// <summary>The networks by the names that the rows begin with.</summary>
    public static IReadOnlyDictionary<string, Func<Device, ulong, Network>> ByName { get; } = new Dictionary<string, Func<Device, ulong, Network>>
    {
        ["M1"] = (device, seed) => new M1(device, seed: seed),
        ["M2"] = (device, seed) => new M2(device, seed: seed),
        ["M3"] = (device, seed) => new M3(device, seed: seed),
    };

    /// <summary>What another library needs to begin with the same network.</summary>
    public static NetworkSnapshot Snapshot(this Network network)
    {
        var tensors = new Dictionary<string, float[]>();
        foreach (var parameter in network.Parameters)
        {
            parameter.CopyTo(tensors[parameter.Name] = new float[parameter.Count]);
        }

        return new NetworkSnapshot(network.Shapes, tensors);
    }

    /// <summary>
    /// Gives biases, slopes, norms and running statistics numbers as after some training: those of a new network are ones and zeros,
    /// which would hide whatever treats them wrongly. Some norms' scales become negative, which turns max pools' choices around.
    /// </summary>
    public static void Stir(this Network network, int seed)
    {
        var random = new Random(seed);
        double Between(double low, double high) => low + (random.NextDouble() * (high - low));
        foreach (var parameter in network.Parameters.Where(parameter => parameter.Role != ParameterRole.Weight))
        {
            var values = new float[parameter.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(parameter.Role switch
                {
                    ParameterRole.NormScale => Between(0.5, 1.5) * (random.Next(4) == 0 ? -1 : 1),
                    ParameterRole.RunningVariance => Between(0.5, 1.5),
                    ParameterRole.Slope => Between(0.05, 0.4),
                    _ => Between(-0.3, 0.3),
                });
            }

            parameter.CopyFrom(values);
        }

        network.WeightsChanged();
    }

    /// <summary>The samples as our trainer takes them.</summary>
    public static Dataset Dataset(this Samples samples) => Dsl.Dataset.FromFloats(samples.Values, samples.Shape, samples.Labels);
}
