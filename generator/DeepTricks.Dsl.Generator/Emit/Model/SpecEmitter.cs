using System;
using System.Linq;
using DeepTricks.Dsl.Generator.Emit.Writer;
using DeepTricks.Dsl.Shapes;
using static DeepTricks.Dsl.Generator.Emit.Writer.CSharp;

namespace DeepTricks.Dsl.Generator.Emit.Model;

/// <summary>Writes a spec as the C# expression that builds it.</summary>
internal static class SpecEmitter
{
    private const string Shapes = "global::DeepTricks.Dsl.Shapes.";

    /// <summary>The member that holds the network as declared.</summary>
    public static void Member(CodeWriter code, NetworkSpec spec)
    {
        code.Line("/// <summary>The network as declared.</summary>");
        code.Line(SourceFile.GeneratedCode);
        code.Line("internal static " + Shapes + "NetworkSpec DeclaredSpec { get; } = new(");
        using (code.Indented())
        {
            code.Line(String(spec.Namespace) + ",");
            code.Line(String(spec.ClassName) + ",");
            code.Line(Boolean(spec.IsPublic) + ",");
            code.Line(Input(spec.Input) + ",");
            Layers(code, spec.Layers);
            code.Line(Budget(spec.Budget) + ");");
        }
    }

    private static string Input(SampleShape input)
        => Shapes + "SampleShape." + input.Rank + "(" + string.Join(", ", InputSettings.Of(input).Select(size => Number(size.Value))) + ")";

    private static void Layers(CodeWriter code, EquatableArray<LayerSpec> layers)
    {
        if (layers.Count == 0)
        {
            code.Line("default,");
            return;
        }

        code.Line(Shapes + "EquatableArray.Of<" + Shapes + "LayerSpec>(");
        using (code.Indented())
        {
            for (int i = 0; i < layers.Count; i++)
            {
                string start = New("LayerSpec", layers.Count) + Shapes + "LayerKind." + layers[i].Kind + ", " + String(layers[i].Name) + ", ";
                code.Line(start + Settings(layers[i].Settings) + ")" + Taps(layers[i].Taps) + (i + 1 < layers.Count ? "," : "),"));
            }
        }
    }

    private static string Taps(EquatableArray<string> taps) => taps.Count == 0
        ? ""
        : " { Taps = " + Shapes + "EquatableArray.Of<string>(" + string.Join(", ", taps.Select(String)) + ") }";

    private static string Settings(EquatableArray<Setting> settings) => settings.Count == 0
        ? "default"
        : Shapes + "EquatableArray.Of<" + Shapes + "Setting>("
            + string.Join(", ", settings.Select(setting => New("Setting", settings.Count) + String(setting.Name) + ", " + Number(setting.Value) + ")")) + ")";

    /// <summary>The start of a constructor call; a single one needs its type, because it could be the whole list as well.</summary>
    private static string New(string type, int count) => count == 1 ? "new " + Shapes + type + "(" : "new(";

    private static string Budget(BudgetSpec? budget)
    {
        string Limit(long? limit) => limit is { } value ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L" : "null";
        return budget is null
            ? "null"
            : "new " + Shapes + "BudgetSpec(" + Limit(budget.Parameters) + ", " + Limit(budget.WeightBytes) + ", " + Limit(budget.Flops) + ", " + Limit(budget.ActivationBytes) + ")";
    }
}
