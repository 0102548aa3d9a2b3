using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>Layers as people write them, for messages, tables and comments.</summary>
public static class LayerText
{
    /// <summary>The layer as its attribute, without what is the default: <c>Conv(64, 31, Padding = Padding.None)</c>.</summary>
    public static string Declaration(LayerSpec layer) => Text(layer, setting => Value(setting, layer[setting]));

    /// <summary>The layer as its block writes it, expressions in the place of their values: <c>Conv(expand, 3)</c>.</summary>
    public static string Source(LayerSpec layer) => Text(layer, setting => layer.ExpressionOf(setting) ?? Value(setting, layer[setting]));

    private static string Text(LayerSpec layer, System.Func<string, string> valueOf)
    {
        var arguments = new List<string>();
        foreach (var schema in LayerSchema.Of(layer.Kind).Settings)
        {
            double value = layer[schema.Name];
            bool isDefault = value == schema.Default && valueOf(schema.Name) == Value(schema.Name, value);
            if (schema.Position >= 0 && (schema.IsRequired || !isDefault))
            {
                arguments.Add(valueOf(schema.Name));
            }
            else if (!isDefault)
            {
                arguments.Add(schema.Name + " = " + valueOf(schema.Name));
            }
        }

        if (layer.Kind == LayerKind.Input)
        {
            arguments = [.. InputSettings.Of(InputSettings.ShapeOf(layer)).Select(size => Number(size.Value))];
        }

        if (layer.Function is { } function)
        {
            arguments.Add(function.Method);
        }

        arguments.InsertRange(0, layer.Taps.Select(tap => "\"" + tap + "\""));
        string name = LayerSchema.Of(layer.Kind).AttributeName;
        return arguments.Count == 0 ? name : name + "(" + string.Join(", ", arguments) + ")";
    }

    /// <summary>The layer as messages begin: <c>'Conv(64, 31, Padding = Padding.None)' (conv2)</c>.</summary>
    public static string Described(LayerSpec layer)
        => "'" + Declaration(layer) + "'" + (LayerSchema.Of(layer.Kind).IsWire ? "" : " (" + layer.Name + ")");

    /// <summary>A setting's value as one writes it in a declaration.</summary>
    public static string Value(string setting, double value) => (setting, value) switch
    {
        ("Padding", -1) => "Padding.Same",
        ("Padding", 0) => "Padding.None",
        (InitSettings.Init, >= 0 and <= (double)InitKind.Zeros) => "Init." + ((InitKind)(int)value).ToString(),
        _ => Number(value),
    };

    /// <summary>A number, the same in every culture.</summary>
    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number, the same in every culture.</summary>
    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Items as part of a sentence: <c>a, b and c</c>.</summary>
    internal static string List(IReadOnlyList<string> items)
        => items.Count < 2 ? string.Concat(items) : string.Join(", ", items.Take(items.Count - 1)) + " and " + items[items.Count - 1];
}
