using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>
/// A loss that is a function of each output x and its target t alone, and the code that it becomes: a structure that the runtime's loop over all
/// outputs calls, for CPU lanes and for GPU threads, and the loss of answers for evaluations.
/// </summary>
internal sealed class PointwiseLossModel(LayerSpec spec, int layer, int output, PointwiseLossRule rule)
{
    /// <summary>The structure's name.</summary>
    public string Type => Names.Member(spec.Name) + "Function";

    /// <summary>The settings that the structure holds.</summary>
    public IReadOnlyList<string> Settings => rule.Settings;

    /// <summary>The pointwise losses of a network, in order.</summary>
    public static IEnumerable<PointwiseLossModel> Of(FusedNetwork network)
    {
        var losses = network.Stages.Where(s => s.Kind == StageKind.Loss).ToArray();
        for (int i = 0; i < losses.Length; i++)
        {
            if (Of(network, losses[i], i) is { } loss)
            {
                yield return loss;
            }
        }
    }

    /// <summary>A loss of a network if it is pointwise, else null.</summary>
    public static PointwiseLossModel? Of(FusedNetwork network, Stage loss, int output)
    {
        var spec = network.Graph.Spec.Layers[loss.FirstLayer];
        return LayerCatalog.Of(spec) is PointwiseLossRule rule ? new PointwiseLossModel(spec, loss.FirstLayer, output, rule) : null;
    }

    /// <summary>C# for one of the layer's settings in a program.</summary>
    public string Setting(string name) => $"Setting({layer}, \"{name}\")";

    /// <summary>Writes the structure for CPU lanes.</summary>
    public void WriteLanes(CodeWriter writer)
    {
        WriteComment(writer);
        string settings = Settings.Count == 0 ? "" : $"({string.Join(", ", Settings.Select(setting => "float " + Names.Field(setting)))})";
        using (writer.Block($"private readonly struct {Type}<TLanes>{settings} : IPointwiseLoss<TLanes>\n    where TLanes : struct, ILanes<TLanes>"))
        {
            string Leaf(Leaf leaf) => leaf.Kind == LeafKind.Uniform ? $"TLanes.Broadcast({Names.Field(leaf.Name)})" : leaf.Name;
            WriteFunction(writer, "public TLanes Value(TLanes x, TLanes t)", rule.Pointwise, write => new LaneRenderer(write, Leaf, "value"));
            writer.Line();
            WriteFunction(writer, "public TLanes Slope(TLanes x, TLanes t)", rule.InputDerivative, write => new LaneRenderer(write, Leaf, "slope"));
        }
    }

    /// <summary>Writes the structure for GPU threads.</summary>
    public void WriteThread(CodeWriter writer)
    {
        WriteComment(writer);
        using (writer.Block($"internal struct {Type} : IGpuPointwiseLoss"))
        {
            foreach (string setting in Settings)
            {
                writer.Line($"public float {setting};");
                writer.Line();
            }

            string Leaf(Leaf leaf) => leaf.Name;
            WriteFunction(writer, "public readonly float Value(float x, float t)", rule.Pointwise, write => new ThreadRenderer(write, Leaf, "value"));
            writer.Line();
            WriteFunction(writer, "public readonly float Slope(float x, float t)", rule.InputDerivative, write => new ThreadRenderer(write, Leaf, "slope"));
        }
    }

    /// <summary>Writes the network's method that says what answers cost, if it has such losses.</summary>
    public static void WriteEvaluation(CodeWriter writer, IReadOnlyList<PointwiseLossModel> losses)
    {
        if (losses.Count == 0)
        {
            return;
        }

        writer.Line("/// <inheritdoc/>");
        using (writer.Block("protected override double LossOf(int output, ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)"))
        {
            writer.Line("double sum = 0;");
            using (writer.Block("switch (output)"))
            {
                foreach (var loss in losses)
                {
                    loss.WriteCase(writer);
                }
            }

            writer.Line();
            writer.Line("return sum;");
        }

        writer.Line();
    }

    private static void WriteFunction(CodeWriter writer, string signature, Expression function, System.Func<System.Action<string>, Renderer> renderer)
    {
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block(signature))
        {
            writer.Line($"return {renderer(text => writer.Line(text)).Value(function)};");
        }
    }

    private void WriteComment(CodeWriter writer)
    {
        writer.Line($"/// <summary>{spec.Name}: what an output x costs that should be t, and the derivative by x.</summary>");
        writer.Line($"// {rule.Formula}");
    }

    private void WriteCase(CodeWriter writer)
    {
        using (writer.Block($"case {output}:"))
        {
            writer.Line($"// {spec.Name} of an answer x: {PointwiseLossRule.Text(rule.OfAnswer)}");
            foreach (string setting in rule.OfAnswer.Leaves.Where(leaf => leaf.Kind == LeafKind.Uniform).Select(leaf => leaf.Name))
            {
                writer.Line($"double {Names.Field(setting)} = Spec.Layers[{layer}][\"{setting}\"];");
            }

            using (writer.Block("for (int i = 0; i < targets.Length; i++)"))
            {
                writer.Line("double x = answers[i];");
                writer.Line("double t = targets[i];");
                string Leaf(Leaf leaf) => leaf.Kind == LeafKind.Uniform ? Names.Field(leaf.Name) : leaf.Name;
                string value = new ScalarRenderer(text => writer.Line(text), Leaf, "value").Value(rule.OfAnswer);
                writer.Line($"sum += {value};");
            }

            writer.Line();
            writer.Line("break;");
        }
    }
}
