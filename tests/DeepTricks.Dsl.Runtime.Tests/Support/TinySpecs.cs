using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

/// <summary>Specs and hyperparameters of networks that no compiler has seen.</summary>
internal static class TinySpecs
{
    /// <summary>A network of the given layers, named as the compiler would.</summary>
    public static NetworkSpec Network(SampleShape input, params LayerSpec[] layers) =>
        new("", "TinyNet", true, input, layers.ToEquatableArray());

    /// <summary>A layer with some settings given and the others at their defaults.</summary>
    public static LayerSpec Layer(LayerKind kind, string name, params (string Name, double Value)[] given) => new(
        kind,
        name,
        LayerSchema.Of(kind).Settings
            .Select(setting => new Setting(setting.Name, given.Where(g => g.Name == setting.Name).Select(g => (double?)g.Value).FirstOrDefault() ?? setting.Default))
            .ToEquatableArray());

    /// <summary>The hyperparameters of a network, at its declared values.</summary>
    public static TinyHyperparameters Hyperparameters(NetworkSpec declared) => new(Descriptors(declared));

    private static List<HyperparameterDescriptor> Descriptors(NetworkSpec declared)
    {
        var all = InputSettings.Of(declared.Input)
            .Select(size => Describe("Input", InputSettings.LayerIndex, size.Name, InputSettings.Range, size.Value))
            .ToList();
        for (int i = 0; i < declared.Layers.Count; i++)
        {
            var layer = declared.Layers[i];
            string group = char.ToUpperInvariant(layer.Name[0]) + layer.Name[1..];
            all.AddRange(LayerSchema.HyperparametersOf(layer).Select(setting => Describe(group, i, setting.Name, setting.Range, layer[setting.Name])));
        }

        return all;
    }

    private static HyperparameterDescriptor Describe(string group, int layer, string setting, ValueRange range, double value) => new(
        group + "." + setting, layer, setting, range.IsWhole, range.Minimum, range.Maximum, range.MinimumIncluded, range.MaximumIncluded, value);
}

/// <summary>Hyperparameters without typed groups.</summary>
internal sealed class TinyHyperparameters(IReadOnlyList<HyperparameterDescriptor> descriptors) : HyperparameterSet(descriptors);
