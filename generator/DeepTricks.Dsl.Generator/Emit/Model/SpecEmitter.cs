using System;
using System.Collections.Generic;
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
            code.Line(Budget(spec.Budget) + (spec.Blocks.Count == 0 ? ");" : ")"));
        }

        if (spec.Blocks.Count > 0)
        {
            using (code.Block("{", "};"))
            {
                List(code, "Blocks", "BlockSpec", spec.Blocks, Block);
                List(code, "Decisions", "BlockDecision", spec.Decisions, Decision);
            }
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
                code.Line(start + Settings(layers[i].Settings) + ")" + Properties(layers[i]) + (i + 1 < layers.Count ? "," : "),"));
            }
        }
    }

    private static void List<T>(CodeWriter code, string property, string type, EquatableArray<T> items, Func<T, string> arguments)
        where T : IEquatable<T>
    {
        if (items.Count == 0)
        {
            return;
        }

        code.Line(property + " = " + Shapes + "EquatableArray.Of<" + Shapes + type + ">(");
        using (code.Indented())
        {
            for (int i = 0; i < items.Count; i++)
            {
                code.Line("new " + Shapes + type + "(" + arguments(items[i]) + ")" + (i + 1 < items.Count ? "," : "),"));
            }
        }
    }

    private static string Block(BlockSpec block)
    {
        string parameters = block.Parameters.Count == 0
            ? "default"
            : Shapes + "EquatableArray.Of<" + Shapes + "BlockParameter>(" + string.Join(", ", block.Parameters.Select(Parameter)) + ")";
        return String(block.Name) + ", " + String(block.AttributeName) + ", " + Number(block.Parent) + ", " + Number(block.FirstLayer) + ", " + parameters;
    }

    private static string Parameter(BlockParameter parameter)
        => "new " + Shapes + "BlockParameter(" + String(parameter.Name) + ", " + Shapes + "BlockParameterKind." + parameter.Kind + ", " + Number(parameter.Value)
            + (parameter.Expression is null ? ")" : ", " + String(parameter.Expression) + ")");

    private static string Decision(BlockDecision decision)
        => Number(decision.Block) + ", " + String(decision.Expression) + ", " + Number(decision.Value) + ", " + Boolean(decision.IsCondition) + ", " + String(decision.Part);

    /// <summary>What a layer has beside its settings.</summary>
    private static string Properties(LayerSpec layer)
    {
        var properties = new List<string>();
        if (layer.Taps.Count > 0)
        {
            properties.Add("Taps = " + Shapes + "EquatableArray.Of<string>(" + string.Join(", ", layer.Taps.Select(String)) + ")");
        }

        if (layer.Block >= 0)
        {
            properties.Add("Block = " + Number(layer.Block));
        }

        if (layer.Expressions.Count > 0)
        {
            properties.Add("Expressions = " + Shapes + "EquatableArray.Of<" + Shapes + "SettingExpression>("
                + string.Join(", ", layer.Expressions.Select(one => "new " + Shapes + "SettingExpression(" + String(one.Setting) + ", " + String(one.Expression) + ")")) + ")");
        }

        if (layer.Function is { } function)
        {
            string learned = function.Learned.Count == 0
                ? "default"
                : Shapes + "EquatableArray.Of<" + Shapes + "LearnedParameter>("
                    + string.Join(", ", function.Learned.Select(one => "new " + Shapes + "LearnedParameter(" + String(one.Name) + ", " + Boolean(one.PerChannel) + ")")) + ")";
            properties.Add("Function = new " + Shapes + "PointwiseFunction(" + String(function.Method) + ", " + String(function.Expression) + ", "
                + (function.Derivative is null ? "null" : String(function.Derivative)) + ", " + learned + ")");
        }

        return properties.Count == 0 ? "" : " { " + string.Join(", ", properties) + " }";
    }

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
