using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>
/// Writes a chain's backward kernels. The first turns the gradient of the result, in place, into that of the value that each was
/// made from, and sums the gradients of the chain's tensors. The second spreads it over the source, through pool and normalization. A chain
/// whose groups own their channels does both in one kernel.
/// </summary>
internal sealed class ChainBackwardKernel(GpuChain chain)
{
    private readonly ChainKernelWriter kernel = new(chain, training: true);

    private ChainModel Chain => chain.Chain;

    private IEnumerable<string> SummedTensors => Chain.Sums.Select(sum => Names.Tensor(Chain.Spec(NodeOf(sum.Layer)).Name, sum.Role));

    /// <summary>Both in one kernel.</summary>
    public void WriteBackward(CodeWriter writer)
    {
        string target = chain.NeedsSpread ? $", then that of {chain.Source.Field} from it" : "";
        using (kernel.Open(writer, Chain.Method + "Backward", $"Backward of {Chain.Title}: {GpuModel.Text(chain.Gradient!)} in place{Summed}{target}; the sums stay in the group."))
        {
            ChainKernelWriter.WritePlace(writer, "Result");
            WriteGradientLoop(writer);
            WriteSharedSums(writer);
            using (writer.Block("if (isInside & Group.IdxX < across)"))
            {
                foreach (var sum in Chain.Sums)
                {
                    writer.Line($"p.{chain.GradientOf(sum)}[c] = {chain.Sum(sum)};");
                }
            }

            if (chain.NeedsSpread)
            {
                WriteSpreadLoop(writer);
            }
        }
    }

    /// <summary>The first.</summary>
    public void WriteGradient(CodeWriter writer)
    {
        using (kernel.Open(writer, Chain.Method + "Gradient", $"Backward of {Chain.Title}: {GpuModel.Text(chain.Gradient!)}, in place, to the gradient of the value that each was made from{Summed}."))
        {
            ChainKernelWriter.WritePlace(writer, "Result");
            WriteGradientLoop(writer);
            WriteSharedSums(writer);
            if (Chain.Sums.Count > 0)
            {
                using (writer.Block("if (isInside & Group.IdxX < across)"))
                {
                    for (int i = 0; i < Chain.Sums.Count; i++)
                    {
                        writer.Line($"p.Sums[(((Grid.IdxX * {Chain.Sums.Count}) + {i}) * p.Result.Channels) + c] = {chain.Sum(Chain.Sums[i])};");
                    }
                }
            }
        }
    }

    /// <summary>The second; where there is nothing to spread, it adds up what the groups of the first left.</summary>
    public void WriteSpread(CodeWriter writer)
    {
        string what = chain.NeedsSpread
            ? $"spreads {chain.Gradient!.Field}{(chain.Adds ? ", adding to what is there," : "")} over {GpuModel.Text(chain.Source)}{(chain.Taken is null ? "" : ", to the first of the largest values of each window")}{(Chain.Stage.Normalization is null ? "" : ", through the batch normalization")}"
            : "adds up the sums of its groups";
        using (kernel.Open(writer, Chain.Method + "Spread", $"Backward of {Chain.Title}: {what}."))
        {
            ChainKernelWriter.WritePlace(writer, chain.NeedsSpread ? "Source" : "Result");
            WriteTotals(writer);
            if (chain.NeedsSpread)
            {
                if (Chain.Stage.Normalization is { } normalization)
                {
                    string name = Names.Field(Chain.Spec(normalization).Name);
                    string member = Names.Member(name);
                    writer.Line($"float {name}Mean = p.{member}Mean[c];");
                    writer.Line($"float {name}Inverse = p.{member}Inverse[c];");
                    writer.Line($"float {name}NormScale = p.{member}NormScale[c];");
                }

                WriteSpreadLoop(writer);
            }
        }
    }

    private string Summed => Chain.Sums.Count == 0 ? "" : $"; sums the gradients of {string.Join(", ", SummedTensors)}";

    private void WriteTotals(CodeWriter writer)
    {
        foreach (var sum in Chain.Sums)
        {
            writer.Line($"float {chain.Sum(sum)} = 0f;");
        }

        if (Chain.Sums.Count == 0)
        {
            return;
        }

        using (writer.Block("for (int part = 0; part < p.Step.SummedParts; part++)"))
        {
            for (int i = 0; i < Chain.Sums.Count; i++)
            {
                writer.Line($"{chain.Sum(Chain.Sums[i])} += p.Sums[(((part * {Chain.Sums.Count}) + {i}) * p.Result.Channels) + c];");
            }
        }

        using (writer.Block("if (isInside & Grid.IdxX == 0 & Group.IdxX < across)"))
        {
            foreach (var sum in Chain.Sums)
            {
                writer.Line($"p.{chain.GradientOf(sum)}[c] = {chain.Sum(sum)};");
            }
        }
    }

    private void WriteSharedSums(CodeWriter writer)
    {
        if (Chain.Sums.Count == 0)
        {
            return;
        }

        writer.Line("var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);");
        foreach (var sum in Chain.Sums)
        {
            writer.Line($"{chain.Sum(sum)} = GroupSums.OfColumn(shared, {chain.Sum(sum)}, across);");
        }
    }

    private void WriteGradientLoop(CodeWriter writer)
    {
        kernel.WriteChannelNumbers(writer);
        foreach (var sum in Chain.Sums)
        {
            writer.Line($"float {chain.Sum(sum)} = 0f;");
        }

        using (ChainKernelWriter.Pixels(writer))
        {
            WriteElement(writer);
        }
    }

    private void WriteElement(CodeWriter writer)
    {
        var nodes = Chain.Stage.Nodes.Where(n => n.Operation != Operation.MaxPool).ToList();
        if (Chain.Drawers.Any())
        {
            ChainKernelWriter.WriteSample(writer, "Result");
        }

        kernel.WriteDraws(writer);
        writer.Line($"float value = {ChainKernelWriter.At(chain.Taken is null ? "Source" : "Taken")};");

        // The last layer's result is not needed, but what its expression shares with its derivative is cheap, so all but it are written out.
        kernel.WriteLayers(writer, nodes.Take(nodes.Count - 1), "value");
        string Input(int index) => index == 0 ? "value" : Names.Field(Chain.Spec(nodes[index - 1]).Name) + "Value";
        if (nodes[nodes.Count - 1].Operation == Operation.BatchNormalization)
        {
            string name = Names.Field(Chain.Spec(nodes[nodes.Count - 1]).Name);
            writer.Line($"float {name}Normal = ({Input(nodes.Count - 1)} - {name}Mean) * {name}Inverse;");
        }

        string g = "gradient";
        writer.Line($"float gradient = {ChainKernelWriter.At("Gradient")};");
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            string name = Names.Field(Chain.Spec(node).Name);
            if (node.Operation == Operation.BatchNormalization)
            {
                writer.Line($"{chain.Sum((node.Layer, ParameterRole.NormShift))} += {g};");
                writer.Line($"{chain.Sum((node.Layer, ParameterRole.NormScale))} += {g} * {name}Normal;");
                continue;
            }

            var rule = LayerCatalog.Of(Chain.Spec(node));
            var outer = new Leaf("outer", LeafKind.Element);
            string current = g;
            string input = Input(i);
            string Leaf(Leaf leaf) => leaf == outer ? current : Chain.Leaf(node, leaf, input);
            foreach (var role in rule.Trained)
            {
                string term = $"{name}{role}Term";
                new ThreadRenderer(text => writer.Line(text), Leaf, term).Declare(term, outer * Derivative.Of(rule.Pointwise!, rule.LeafOf(role)));
                writer.Line($"{chain.Sum((node.Layer, role))} += {term};");
            }

            g = $"{name}Back";
            new ThreadRenderer(text => writer.Line(text), Leaf, g).Declare(g, outer * rule.InputDerivative);
        }

        if (g != "gradient")
        {
            writer.Line($"{ChainKernelWriter.At("Gradient")} = {g};");
        }
    }

    private void WriteSpreadLoop(CodeWriter writer)
    {
        string stored = "spread";
        if (Chain.Stage.Normalization is { } normalization)
        {
            string name = Names.Field(Chain.Spec(normalization).Name);
            string shift = chain.Sum((normalization.Layer, ParameterRole.NormShift));
            string scale = chain.Sum((normalization.Layer, ParameterRole.NormScale));
            writer.Line("// dx = scale v (dy - mean(dy) - (x - m) v mean(dy (x - m) v)), v the inverse deviation.");
            writer.Line($"float one = 1f / ((float)p.Step.Count * p.Source.Pixels);");
            writer.Line($"float factor = {name}NormScale * {name}Inverse;");
            writer.Line($"float shift = -(factor * {shift} * one);");
            writer.Line($"float slope = -(factor * {name}Inverse * {scale} * one);");
            stored = $"(spread * factor) + (((value - {name}Mean) * slope) + shift)";
        }

        using (ChainKernelWriter.Pixels(writer))
        {
            if (Chain.Stage.Normalization is not null || chain.Taken is not null)
            {
                writer.Line($"float value = {ChainKernelWriter.At("Source")};");
            }

            if (chain.Taken is not null)
            {
                WriteWindows(writer);
            }
            else
            {
                writer.Line($"float spread = {ChainKernelWriter.At("Gradient")};");
            }

            writer.Line($"{ChainKernelWriter.At("SourceGradient")} {(chain.Adds ? "+=" : "=")} {stored};");
        }
    }

    /// <summary>Adds the gradients of the windows that took this place: those over it whose value it has, and no earlier place of the window has.</summary>
    private static void WriteWindows(CodeWriter writer)
    {
        ChainKernelWriter.WriteSample(writer, "Source");
        writer.Line("int y = inSample / p.Source.Width;");
        writer.Line("int x = inSample - (y * p.Source.Width);");
        writer.Line("float spread = 0f;");
        using (writer.Block("for (int windowY = WindowSize.FirstOver(y, p.Window.Height, p.Window.StepY); windowY <= WindowSize.LastOver(y, p.Window.StepY, p.Result.Rows); windowY++)"))
        using (writer.Block("for (int windowX = WindowSize.FirstOver(x, p.Window.Width, p.Window.Step); windowX <= WindowSize.LastOver(x, p.Window.Step, p.Result.Width); windowX++)"))
        {
            writer.Line("int window = (((sample * p.Result.Rows) + windowY) * p.Result.Width) + windowX;");
            using (writer.Block($"if (value == {ChainKernelWriter.At("Taken", "window")})"))
            {
                writer.Line("int corner = (((sample * p.Source.Rows) + (windowY * p.Window.StepY)) * p.Source.Width) + (windowX * p.Window.Step);");
                writer.Line("int own = ((y - (windowY * p.Window.StepY)) * p.Window.Width) + x - (windowX * p.Window.Step);");
                writer.Line("int earlier = 0;");
                using (writer.Block("for (int tap = 0; tap < own; tap++)"))
                {
                    writer.Line("int row = tap / p.Window.Width;");
                    writer.Line("int at = corner + (row * p.Source.Width) + tap - (row * p.Window.Width);");
                    writer.Line($"earlier += {ChainKernelWriter.At("Source", "at")} == value ? 1 : 0;");
                }

                writer.Line($"spread += earlier == 0 ? {ChainKernelWriter.At("Gradient", "window")} : 0f;");
            }
        }
    }

    private Node NodeOf(int layer) => Chain.Stage.Nodes.First(n => n.Layer == layer);
}
