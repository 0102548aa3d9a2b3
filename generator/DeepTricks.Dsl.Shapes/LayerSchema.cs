using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>What a layer kind is called and which settings it has: the one table behind attributes, hyperparameters, messages and files.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="AttributeName">The attribute without its suffix: <c>Conv</c>.</param>
/// <param name="DefaultNamePrefix">What default names start with: <c>conv</c>.</param>
/// <param name="Settings">The settings in the order of <see cref="LayerSpec.Settings"/>: positional ones first.</param>
public sealed record LayerSchema(LayerKind Kind, string AttributeName, string DefaultNamePrefix, EquatableArray<SettingSchema> Settings)
{
    /// <summary>The schemas of all kinds, in the order of <see cref="LayerKind"/>.</summary>
    public static IReadOnlyList<LayerSchema> All { get; } = Layers.LayerRules.All.Select(rule => rule.Schema).ToArray();

    /// <summary>Whether the kind is a loss: it ends a path from the input.</summary>
    public bool IsLoss { get; init; }

    /// <summary>Whether the kind belongs to an input, and therefore stands directly behind it.</summary>
    public bool IsInputLayer => Kind is LayerKind.Rescale;

    /// <summary>Whether the kind only names values: it computes nothing, and has no name of its own.</summary>
    public bool IsWire => Kind is LayerKind.Tap or LayerKind.From;

    /// <summary>Whether the kind joins several values into one.</summary>
    public bool IsJoin => Kind is LayerKind.Concat or LayerKind.Add or LayerKind.Multiply;

    /// <summary>Whether the kind names taps.</summary>
    public bool HasTaps => IsWire || IsJoin;

    /// <summary>Whether layers of this kind have parameters that are trained.</summary>
    public bool IsTrained => Kind is LayerKind.Conv or LayerKind.Dense or LayerKind.BatchNorm or LayerKind.PRelu;

    /// <summary>The schema of a kind.</summary>
    public static LayerSchema Of(LayerKind kind) => Layers.LayerRules.Of(kind).Schema;

    /// <summary>What the default name of a layer starts with: that of its kind, or of the function that it applies.</summary>
    public static string PrefixOf(LayerSpec layer)
        => layer.Function is { Method.Length: > 0 } function
            ? char.ToLowerInvariant(function.Method[0]).ToString() + function.Method.Substring(1)
            : Of(layer.Kind).DefaultNamePrefix;

    /// <summary>The setting of that name, or null.</summary>
    public SettingSchema? Find(string setting) => Settings.FirstOrDefault(s => s.Name == setting);

    /// <summary>
    /// The settings of a declared layer that can be changed at run time. The width of an initializer is one only where the declared
    /// initializer has a width to set; a setting that an expression gives follows the parameters of its block.
    /// </summary>
    public static IEnumerable<SettingSchema> HyperparametersOf(LayerSpec declared)
        => declared.Function is { } function ? function.Learned.Select(Start) : Of(declared.Kind).Settings.Where(setting => !setting.IsStructural
            && declared.ExpressionOf(setting.Name) is null
            && (setting.Name != InitSettings.Deviation || InitSettings.TakesDeviation(declared.Int(InitSettings.Init)))
            && (declared.Kind != LayerKind.Input || InputSettings.HasSize((SampleRank)declared.Int(InputSettings.Rank), setting.Name)));

    private static SettingSchema Start(LearnedParameter learned) => SettingSchema.Optional(
        learned.Name, 0, ValueRange.Finite, learned.Name + " at the start; learned, one " + (learned.PerChannel ? "per channel" : "for the layer"));
}
