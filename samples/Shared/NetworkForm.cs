using DeepTricks.Dsl;

namespace Shared;

/// <summary>A network class as the program constructs it.</summary>
public sealed record NetworkForm
{
    private NetworkForm(
        string name,
        Func<HyperparameterSet> declared,
        Func<Device, HyperparameterSet, ulong, Network> construct,
        Func<string, Device, Network> load)
    {
        Name = name;
        Declared = declared;
        Construct = construct;
        Load = load;
    }

    /// <summary>What <c>--form</c> calls it.</summary>
    public string Name { get; }

    /// <summary>Makes its hyperparameters, as declared.</summary>
    public Func<HyperparameterSet> Declared { get; }

    /// <summary>Makes it from a device, its hyperparameters and a seed.</summary>
    public Func<Device, HyperparameterSet, ulong, Network> Construct { get; }

    /// <summary>Makes it from a saved file on a device.</summary>
    public Func<string, Device, Network> Load { get; }

    /// <summary>The highest learning rate for Adam and AdamW unless the user says so; SGD takes fifty times as much.</summary>
    public double LearningRate { get; private init; }

    /// <summary>A form from what the generated class offers.</summary>
    /// <typeparam name="TNumbers">The network's hyperparameters.</typeparam>
    /// <param name="name">What <c>--form</c> calls it.</param>
    /// <param name="construct">Its constructor.</param>
    /// <param name="load">Its <c>Load</c>.</param>
    /// <param name="learningRate">The highest learning rate that suits it with Adam.</param>
    public static NetworkForm Of<TNumbers>(
        string name, Func<Device, TNumbers, ulong, Network> construct, Func<string, Device, Network> load, double learningRate = 0.001)
        where TNumbers : HyperparameterSet, new() =>
        new(name, () => new TNumbers(), (device, numbers, seed) => construct(device, (TNumbers)numbers, seed), load)
        {
            LearningRate = learningRate,
        };
}
