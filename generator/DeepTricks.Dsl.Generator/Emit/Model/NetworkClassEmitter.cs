using DeepTricks.Dsl.Generator.Emit.Writer;
using DeepTricks.Dsl.Shapes;
using static DeepTricks.Dsl.Generator.Emit.Writer.CSharp;

namespace DeepTricks.Dsl.Generator.Emit.Model;

/// <summary>Writes the class itself: its base, the declared network, how one constructs and loads it.</summary>
internal static class NetworkClassEmitter
{
    private const string Runtime = "global::DeepTricks.Dsl.";

    /// <summary>The file.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="shapes">Its shapes, for the table in its documentation.</param>
    /// <param name="refusal">Why it cannot be constructed, or null: the constructor then throws that text.</param>
    public static string Emit(NetworkSpec spec, InferenceResult shapes, string? refusal)
    {
        var code = SourceFile.Begin(spec);
        if (refusal is null)
        {
            Summary(code, spec, shapes);
        }

        using (code.Block("partial class " + Identifier(spec.ClassName) + " : " + Runtime + "Network"))
        {
            Constructor(code, spec, refusal);
            code.Line();
            SpecEmitter.Member(code, spec);
            code.Line();
            Load(code, spec);
            if (refusal is not null)
            {
                code.Line();
                Refusal(code, refusal);
            }
        }

        return code.ToString();
    }

    private static void Summary(CodeWriter code, NetworkSpec spec, InferenceResult shapes)
    {
        code.Line("/// <remarks>");
        code.Line("/// <code>");
        foreach (string line in NetworkSummary.Text(spec, shapes.Layers).TrimEnd('\n').Split('\n'))
        {
            code.Line("/// " + Documentation(line));
        }

        code.Line("/// </code>");
        code.Line("/// </remarks>");
    }

    private static void Constructor(CodeWriter code, NetworkSpec spec, string? refusal)
    {
        code.Line("/// <summary>Constructs the network with new weights.</summary>");
        code.Line("/// <param name=\"device\">Where it computes; the fastest device of this machine if null.</param>");
        code.Line("/// <param name=\"hyperparameters\">Its numbers; those of the declaration if null.</param>");
        code.Line("/// <param name=\"seed\">Seed of the weights.</param>");
        code.Line("/// <exception cref=\"" + Runtime + "NetworkShapeException\">The numbers do not fit together; says where and how to mend it.</exception>");
        code.Line(SourceFile.GeneratedCode);
        code.Line("public " + Identifier(spec.ClassName) + "(" + Runtime + "Device? device = null, Hyperparameters? hyperparameters = null, ulong seed = 0)");
        code.Line("    : base(" + (refusal is null ? "DeclaredSpec" : "Refused()") + ", hyperparameters ?? new Hyperparameters(), device ?? " + Runtime + "Device.Best, seed)");
        code.Block().Dispose();
    }

    private static void Load(CodeWriter code, NetworkSpec spec)
    {
        string name = Identifier(spec.ClassName);
        code.Line("/// <summary>Constructs a network from a file that <c>Save</c> wrote: its hyperparameters and its weights.</summary>");
        code.Line("/// <param name=\"path\">The <c>.safetensors</c> file.</param>");
        code.Line("/// <param name=\"device\">Where it computes; the fastest device of this machine if null.</param>");
        code.Line(SourceFile.GeneratedCode);
        using (code.Block("public static " + name + " Load(string path, " + Runtime + "Device? device = null)"))
        {
            code.Line("var hyperparameters = ReadHyperparameters(path, new Hyperparameters());");
            code.Line("var network = new " + name + "(device, hyperparameters);");
            using (code.Block("try"))
            {
                code.Line("network.LoadWeights(path);");
                code.Line("return network;");
            }

            using (code.Block("catch"))
            {
                code.Line("network.Dispose();");
                code.Line("throw;");
            }
        }
    }

    private static void Refusal(CodeWriter code, string refusal)
    {
        code.Line("/// <inheritdoc/>");
        code.Line("protected override " + Runtime + "TrainingProgram CreateTraining(int maximumBatch) => throw Refusal();");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override " + Runtime + "PredictionProgram CreatePrediction(int maximumBatch) => throw Refusal();");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override " + Runtime + "PreparedWeights CreatePreparedWeights() => throw Refusal();");
        code.Line();
        code.Line("private static global::DeepTricks.Dsl.Shapes.NetworkSpec Refused() => throw Refusal();");
        code.Line();
        code.Line("private static " + Runtime + "NetworkShapeException Refusal() => new(" + String(refusal) + ");");
    }
}
