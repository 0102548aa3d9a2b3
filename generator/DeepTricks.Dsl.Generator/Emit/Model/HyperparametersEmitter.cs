using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Emit.Writer;
using DeepTricks.Dsl.Shapes;
using static DeepTricks.Dsl.Generator.Emit.Writer.CSharp;

namespace DeepTricks.Dsl.Generator.Emit.Model;

/// <summary>Writes the class of a network's hyperparameters: one table of what there is, and typed groups over it.</summary>
internal static class HyperparametersEmitter
{
    private const string Runtime = "global::DeepTricks.Dsl.";

    /// <summary>The file.</summary>
    public static string Emit(NetworkSpec spec)
    {
        var groups = HyperparameterGroup.Of(spec);
        var code = SourceFile.Begin(spec);
        using (code.Block("partial class " + Identifier(spec.ClassName)))
        {
            code.Line("/// <summary>The numbers of a <c>" + Documentation(spec.ClassName) + "</c>, by default those of its declaration.</summary>");
            code.Line(SourceFile.GeneratedCode);
            using (code.Block("public sealed class Hyperparameters : " + Runtime + "HyperparameterSet"))
            {
                Table(code, groups);
                Constructor(code, groups);
                Properties(code, groups);
                Readers(code);
                foreach (var group in groups)
                {
                    Group(code, group);
                }
            }
        }

        return code.ToString();
    }

    private static string Summary(HyperparameterGroup group)
        => group.Declaration is null ? "The sizes of one sample" : "The numbers of <c>" + Documentation(group.Declaration) + "</c>";

    private static void Table(CodeWriter code, IReadOnlyList<HyperparameterGroup> groups)
    {
        code.Line("// path, layer, setting, whole, minimum, maximum, minimum included, maximum included, declared");
        code.Line("private static readonly " + Runtime + "HyperparameterDescriptor[] Table =");
        using (code.Block("{", "};"))
        {
            foreach (var group in groups)
            {
                Rows(code, group);
            }
        }
    }

    private static void Rows(CodeWriter code, HyperparameterGroup group)
    {
        foreach (var item in group.Items)
        {
            string[] arguments =
            [
                String(group.Path + "." + item.Member), Number(item.Owner), String(item.Setting), Boolean(item.Range.IsWhole),
                Number(item.Range.Minimum), Number(item.Range.Maximum), Boolean(item.Range.MinimumIncluded), Boolean(item.Range.MaximumIncluded),
                Number(item.Declared),
            ];
            code.Line("new(" + string.Join(", ", arguments) + "),");
        }

        foreach (var inner in group.Groups)
        {
            Rows(code, inner);
        }
    }

    private static void Properties(CodeWriter code, IReadOnlyList<HyperparameterGroup> groups)
    {
        foreach (var group in groups)
        {
            code.Line();
            code.Line("/// <summary>" + Summary(group) + ".</summary>");
            code.Line("public " + group.TypeName + " " + group.Name + " { get; }");
        }
    }

    private static void Constructor(CodeWriter code, IReadOnlyList<HyperparameterGroup> groups)
    {
        code.Line();
        code.Line("/// <summary>Starts at the declared numbers.</summary>");
        code.Line("public Hyperparameters()");
        code.Line("    : base(Table)");
        using (code.Block())
        {
            Create(code, groups, "this");
        }
    }

    private static void Create(CodeWriter code, IReadOnlyList<HyperparameterGroup> groups, string all)
    {
        foreach (var group in groups)
        {
            code.Line(group.Name + " = new " + group.TypeName + "(" + all + ");");
        }
    }

    private static void Readers(CodeWriter code)
    {
        Reader(code, "The declared numbers with those of a JSON text in their place: <c>{\"Conv1\": {\"Filters\": 48}}</c>.", "FromJson", "string json", "ReadJson(json)");
        Reader(
            code,
            "The declared numbers with those of a configuration section in their place: <c>Conv1:Filters</c> and so on below it.",
            "FromConfiguration",
            "global::Microsoft.Extensions.Configuration.IConfiguration section",
            "ReadConfiguration(section)");
    }

    private static void Reader(CodeWriter code, string summary, string name, string parameter, string read)
    {
        code.Line();
        code.Line("/// <summary>" + summary + "</summary>");
        code.Line("/// <exception cref=\"" + Runtime + "HyperparameterException\">A name is unknown, or a value is no number or out of range.</exception>");
        using (code.Block("public static Hyperparameters " + name + "(" + parameter + ")"))
        {
            code.Line("var hyperparameters = new Hyperparameters();");
            code.Line("hyperparameters." + read + ";");
            code.Line("return hyperparameters;");
        }
    }

    private static void Group(CodeWriter code, HyperparameterGroup group)
    {
        code.Line();
        code.Line("/// <summary>" + Summary(group) + ". Setting one out of its range throws.</summary>");
        using (code.Block("public sealed class " + group.TypeName))
        {
            code.Line("private readonly Hyperparameters all;");
            code.Line();
            if (group.Groups.Count == 0)
            {
                code.Line("internal " + group.TypeName + "(Hyperparameters all) => this.all = all;");
            }
            else
            {
                using (code.Block("internal " + group.TypeName + "(Hyperparameters all)"))
                {
                    code.Line("this.all = all;");
                    Create(code, group.Groups, "all");
                }
            }

            foreach (var item in group.Items)
            {
                string place = "all[" + Number(item.Index) + "]";
                code.Line();
                code.Line("/// <summary>" + Documentation(item.Summary) + ": " + item.Range + ", declared as " + Documentation(LayerText.Value(item.Setting, item.Declared)) + ".</summary>");
                using (code.Block("public " + (item.Range.IsWhole ? "int " : "double ") + Identifier(item.Member)))
                {
                    code.Line("get => " + (item.Range.IsWhole ? "(int)" : "") + place + ";");
                    code.Line("set => " + place + " = value;");
                }
            }

            Properties(code, group.Groups);
            foreach (var inner in group.Groups)
            {
                Group(code, inner);
            }
        }
    }
}
