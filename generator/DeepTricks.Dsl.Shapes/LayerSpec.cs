using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>One number of a layer: its name as in the attribute (<c>Filters</c>, <c>Rate</c>) and its value. Enumerations are their value.</summary>
public readonly record struct Setting(string Name, double Value);

/// <summary>
/// A layer as declared, or as changed by run-time hyperparameters: its kind, its name (<c>conv1</c>) and every number of its kind,
/// defaults filled in, in the schema's order.
/// </summary>
public sealed record LayerSpec(LayerKind Kind, string Name, EquatableArray<Setting> Settings)
{
    /// <summary>The taps that the attribute names, in order: one of Tap and From, any number of a join.</summary>
    public EquatableArray<string> Taps { get; init; }

    /// <summary>The value of a setting that the layer's schema has.</summary>
    public double this[string setting] => Settings.First(s => s.Name == setting).Value;

    /// <summary>The value of a whole-number setting.</summary>
    public int Int(string setting) => (int)this[setting];
}
