using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>One number of a layer: its name as in the attribute (<c>Filters</c>, <c>Rate</c>) and its value. Enumerations are their value.</summary>
public readonly record struct Setting(string Name, double Value);

/// <summary>
/// A layer as declared, or as changed by run-time hyperparameters: its kind, its full name (<c>conv1</c>, <c>fire1.conv1</c>) and every number of its kind,
/// defaults filled in, in the schema's order.
/// </summary>
public sealed record LayerSpec(LayerKind Kind, string Name, EquatableArray<Setting> Settings)
{
    /// <summary>The taps that the attribute names, in order: one of Tap and From, any number of a join.</summary>
    public EquatableArray<string> Taps { get; init; }

    /// <summary>The function that an Apply layer applies; null for the other kinds.</summary>
    public PointwiseFunction? Function { get; init; }

    /// <summary>The block that it stands in, -1 for the network itself; its taps are seen there only.</summary>
    public int Block { get; init; } = NetworkTree.Root;

    /// <summary>The settings that expressions over the block's parameters give.</summary>
    public EquatableArray<SettingExpression> Expressions { get; init; }

    /// <summary>The expression that gives a setting, or null where it is a plain number.</summary>
    public string? ExpressionOf(string setting) => Expressions.Where(expression => expression.Setting == setting).Select(expression => expression.Expression).FirstOrDefault();

    /// <summary>The value of a setting that the layer's schema has.</summary>
    public double this[string setting] => Settings.First(s => s.Name == setting).Value;

    /// <summary>The value of a whole-number setting.</summary>
    public int Int(string setting) => (int)this[setting];
}
