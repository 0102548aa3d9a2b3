using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>
/// Emits a chain's two backward loops. The first turns the gradient of the chain's result, in place, into that of the value that
/// each result was made from, and sums the gradients of the chain's tensors. The second needs those sums: it spreads the
/// gradient over the chain's source, through the pool's windows and the batch normalization.
/// </summary>
internal sealed class ChainBackwardEmitter(ChainModel chain, SizeTable sizes, TensorLayout source, TensorLayout result, TensorLayout gradient, TensorLayout? taken, bool adds)
{
    private const string Channels = "for (int c = firstChannel; c < endChannel; c += TLanes.Count)";
    private const string SamplesLoop = "for (int sample = firstSample; sample < endSample; sample++)";

    private readonly bool positions = chain.Stage.Shape.Rank != SampleRank.Vector;

    /// <summary>Writes the first loop.</summary>
    public void WriteGradient(CodeWriter writer)
    {
        string sums = chain.Sums.Count == 0 ? "" : $"; sums the gradients of {string.Join(", ", chain.Sums.Select(sum => Names.Tensor(chain.Spec(Node(sum.Layer)).Name, sum.Role)))}";
        writer.Line($"/// <summary>Backward of {chain.Title}: {gradient.Field}, in place, to the gradient of the value that each was made from{sums}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {chain.Method}Gradient<TLanes, TSizes>(TSizes s, int firstSample, int endSample, int firstChannel, int endChannel, Floats sums)");
        writer.Line("    where TLanes : struct, ILanes<TLanes>");
        using (writer.Block("    where TSizes : struct, ISizes"))
        {
            var values = taken ?? source;
            if (!positions)
            {
                using (writer.Block(Channels))
                {
                    ChainForwardEmitter.WriteChannelNumbers(writer, chain, training: true);
                    foreach (var (layer, role) in chain.Sums)
                    {
                        writer.Line($"var {Sum(layer, role)} = TLanes.Zero;");
                    }

                    using (writer.Block(SamplesLoop))
                    {
                        writer.Line($"var pixel = {values.Pixel(sizes, "c")};");
                        writer.Line($"var place = {gradient.Pixel(sizes, "c")};");
                        ChainForwardEmitter.WriteKeys(writer, chain, training: true);
                        WriteGradientOfElement(writer, "pixel", "place", "c");
                    }

                    WriteSums(writer, (at, sum) => $"TLanes.Store({at}, TLanes.Load({at}) + {sum});");
                }

                return;
            }

            using (writer.Block(SamplesLoop))
            {
                writer.Line($"var from = {values.Pixel(sizes)};");
                writer.Line($"var to = {gradient.Pixel(sizes)};");
                ChainForwardEmitter.WriteKeys(writer, chain, training: true);
                using (writer.Block($"for (int y = 0; y < {sizes.Of(result, "Height")}; y++)"))
                using (writer.Block($"for (int x = 0; x < {sizes.Of(result, "Width")}; x++)"))
                {
                    writer.Line($"var pixel = from + ({At(values)});");
                    writer.Line($"var place = to + ({At(gradient)});");
                    using (writer.Block(Channels))
                    {
                        ChainForwardEmitter.WriteChannelNumbers(writer, chain, training: true);
                        WriteSums(writer, (at, sum) => $"var {sum} = TLanes.Load({at});");
                        WriteGradientOfElement(writer, "pixel + c", "place + c", $"(((y * {sizes.Of(result, "Width")}) + x) * {sizes.Of(result, "Padded")}) + c");
                        WriteSums(writer, (at, sum) => $"TLanes.Store({at}, {sum});");
                    }
                }
            }
        }
    }

    /// <summary>Writes the second loop.</summary>
    public void WriteSpread(CodeWriter writer)
    {
        string target = chain.Stage.Normalization is null ? "" : ", through the batch normalization";
        writer.Line($"/// <summary>Backward of {chain.Title}: spreads {gradient.Field}{(adds ? ", adding to what is there," : "")} over [{source.Declared.Height}x{source.Declared.Width}x{source.Declared.Channels}]{(taken is null ? "" : ", to the first of the largest values of each window")}{target}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {chain.Method}Spread<TLanes, TSizes>(TSizes s, int firstSample, int endSample, int firstChannel, int endChannel, Floats target, nint targetSample, nint targetRow, nint targetPixel)");
        writer.Line("    where TLanes : struct, ILanes<TLanes>");
        using (writer.Block("    where TSizes : struct, ISizes"))
        {
            bool readsValues = taken is not null || chain.Stage.Normalization is not null;
            if (!positions)
            {
                using (writer.Block(Channels))
                {
                    WriteNormalizationFactors(writer);
                    using (writer.Block(SamplesLoop))
                    {
                        writer.Line($"var pixel = {gradient.Pixel(sizes, "c")};");
                        if (readsValues)
                        {
                            writer.Line($"var values = {source.Pixel(sizes, "c")};");
                        }

                        writer.Line("var place = target + (((nint)(sample - firstSample) * targetSample) + c);");
                        WriteStore(writer, "TLanes.Load(pixel)", "values", "place");
                    }
                }

                return;
            }

            using (writer.Block(SamplesLoop))
            {
                writer.Line($"var from = {gradient.Pixel(sizes)};");
                if (readsValues)
                {
                    writer.Line($"var values = {source.Pixel(sizes)};");
                }

                writer.Line("var to = target + ((nint)(sample - firstSample) * targetSample);");
                if (taken is not null)
                {
                    writer.Line($"var took = {taken.Pixel(sizes)};");
                    WriteSpreadOfWindows(writer);
                }
                else
                {
                    WriteSpreadOfPositions(writer, from: true);
                }
            }
        }
    }

    /// <summary>C# for where a position's pixel stands behind the sample's first.</summary>
    private string At(TensorLayout tensor) => $"(y * {sizes.Of(tensor, "Pitch")}) + (x * {sizes.Of(tensor, "Stride")})";

    private void WriteSums(CodeWriter writer, Func<string, string, string> line)
    {
        for (int i = 0; i < chain.Sums.Count; i++)
        {
            string at = i == 0 ? "sums + c" : $"sums + (({i} * {sizes.Of(result, "Padded")}) + c)";
            writer.Line(line(at, Sum(chain.Sums[i].Layer, chain.Sums[i].Role)));
        }
    }

    /// <summary>Writes what each position of the source gets: the gradient that stands there, or nothing yet, through the batch normalization.</summary>
    private void WriteSpreadOfPositions(CodeWriter writer, bool from)
    {
        bool normalizes = chain.Stage.Normalization is not null;
        using (writer.Block($"for (int y = 0; y < {sizes.Of(source, "Height")}; y++)"))
        using (writer.Block($"for (int x = 0; x < {sizes.Of(source, "Width")}; x++)"))
        {
            if (from)
            {
                writer.Line($"var pixel = from + ({At(gradient)});");
            }

            if (normalizes)
            {
                writer.Line($"var value = values + ({At(source)});");
            }

            writer.Line("var place = to + ((y * targetRow) + (x * targetPixel));");
            using (writer.Block(Channels))
            {
                WriteNormalizationFactors(writer);
                if (from)
                {
                    WriteStore(writer, "TLanes.Load(pixel + c)", "value + c", "place + c");
                }
                else
                {
                    Store(writer, "place + c", normalizes ? "TLanes.MultiplyAdd(TLanes.Load(value + c) - mean, slope, shift)" : "TLanes.Zero");
                }
            }
        }
    }

    private Node Node(int layer) => chain.Stage.Nodes.First(n => n.Layer == layer);

    private string Sum(int layer, ParameterRole role) => Names.Tensor(chain.Spec(Node(layer)).Name, role) + "Sum";

    private void WriteGradientOfElement(CodeWriter writer, string value, string place, string element)
    {
        var nodes = chain.Stage.Nodes.Where(n => n.Operation != Operation.MaxPool).ToList();
        writer.Line($"var value = TLanes.Load({value});");

        // The last layer's result is not needed, but what its expression shares with its derivative is cheap, so all but it are written out.
        ChainForwardEmitter.WriteLayers(writer, chain, nodes.Take(nodes.Count - 1), "value", true, element);
        var last = nodes.Count > 0 ? nodes[nodes.Count - 1] : null;
        if (last is not null && chain.Spec(last).Kind == LayerKind.Dropout)
        {
            string name = Names.Field(chain.Spec(last).Name);
            writer.Line($"var {name}Kept = TLanes.Select(TLanes.Keep((uint)({element}), {name}Key0, {name}Key1, {name}Threshold), TLanes.Broadcast({name}Factor), TLanes.Zero);");
        }
        else if (last is { Operation: Operation.BatchNormalization })
        {
            string name = Names.Field(chain.Spec(last).Name);
            writer.Line($"var {name}Normal = ({Input(nodes, nodes.Count - 1)} - {name}Mean) * {name}Inverse;");
        }

        string g = "gradient";
        writer.Line($"var gradient = TLanes.Load({place});");
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            var spec = chain.Spec(node);
            string name = Names.Field(spec.Name);
            string input = Input(nodes, i);
            if (node.Operation == Operation.BatchNormalization)
            {
                writer.Line($"{Sum(node.Layer, ParameterRole.NormShift)} = {Sum(node.Layer, ParameterRole.NormShift)} + {g};");
                writer.Line($"{Sum(node.Layer, ParameterRole.NormScale)} = TLanes.MultiplyAdd({g}, {name}Normal, {Sum(node.Layer, ParameterRole.NormScale)});");
                continue;
            }

            var rule = LayerCatalog.Of(spec);
            var outer = new Leaf("outer", LeafKind.Element);
            string current = g;
            string Leaf(Leaf leaf) => leaf == outer ? current : chain.Leaf(node, leaf, input);
            foreach (var role in rule.Trained)
            {
                var slope = rule.LeafOf(role);
                string temporary = $"{name}{role}Term";
                new LaneRenderer(text => writer.Line(text), Leaf, temporary)
                    .Declare(temporary, outer * Derivative.Of(rule.Pointwise!, slope));
                writer.Line($"{Sum(node.Layer, role)} = {Sum(node.Layer, role)} + {temporary};");
            }

            string next = $"{name}Back";
            new LaneRenderer(text => writer.Line(text), Leaf, next).Declare(next, outer * rule.InputDerivative);
            g = next;
        }

        if (g != "gradient")
        {
            writer.Line($"TLanes.Store({place}, {g});");
        }
    }

    private string Input(List<Node> nodes, int index) =>
        index == 0 ? "value" : Names.Field(chain.Spec(nodes[index - 1]).Name) + "Value";

    /// <summary>Declares what batch normalization's gradient needs: where tasks are runs of samples it has been worked out with the sums, once for all.</summary>
    private void WriteNormalizationFactors(CodeWriter writer)
    {
        if (chain.Stage.Normalization is not { } normalization)
        {
            return;
        }

        string name = Names.Field(chain.Spec(normalization).Name);
        string padded = sizes.Of(result, "Padded");
        writer.Line($"var mean = TLanes.Load(this.{name}Mean + c);");
        if (chain.Stage.Domain == StageDomain.Samples)
        {
            writer.Line($"var factor = TLanes.Load({chain.Factors} + c);");
            writer.Line($"var slope = TLanes.Load({chain.Factors} + ({padded} + c));");
            writer.Line($"var shift = TLanes.Load({chain.Factors} + ((2 * {padded}) + c));");
            return;
        }

        writer.Line("// dx = scale v (dy - mean(dy) - (x - m) v mean(dy (x - m) v)), v the inverse deviation.");
        writer.Line("var one = TLanes.Broadcast(1f / Count);");
        writer.Line($"var inverse = TLanes.Load(this.{name}Inverse + c);");
        writer.Line($"var factor = TLanes.Load(this.{name}NormScale + c) * inverse;");
        writer.Line($"var shift = -(factor * (TLanes.Load({chain.TotalOf(ParameterRole.NormShift, padded)} + c) * one));");
        writer.Line($"var slope = -(factor * inverse * (TLanes.Load({chain.TotalOf(ParameterRole.NormScale, padded)} + c) * one));");
    }

    private void WriteStore(CodeWriter writer, string value, string at, string target)
    {
        string normalized = chain.Stage.Normalization is null
            ? value
            : $"TLanes.MultiplyAdd({value}, factor, TLanes.MultiplyAdd(TLanes.Load({at}) - mean, slope, shift))";
        Store(writer, target, normalized);
    }

    /// <summary>Stores a value, or adds it to what another reader of the source left there.</summary>
    private void Store(CodeWriter writer, string place, string value) =>
        writer.Line(adds ? $"TLanes.Store({place}, TLanes.Load({place}) + {value});" : $"TLanes.Store({place}, {value});");

    private void WriteSpreadOfWindows(CodeWriter writer)
    {
        string member = Names.Member(chain.Spec(chain.Stage.Pool!).Name);
        string width = $"s.{member}Window";
        string height = $"s.{member}WindowHeight";
        string step = $"s.{member}Step";
        string stepY = $"s.{member}StepY";
        string pitch = sizes.Of(source, "Pitch");
        string stride = sizes.Of(source, "Stride");
        bool normalizes = chain.Stage.Normalization is not null;
        using (writer.Block($"if ({width} == {step} && {height} == {stepY} && {sizes.Of(result, "Width")} * {step} == {sizes.Of(source, "Width")} && {sizes.Of(result, "Height")} * {stepY} == {sizes.Of(source, "Height")})"))
        {
            writer.Line("// The windows tile the source: one pass writes every position.");
            using (WindowLoops(writer, prefetches: true))
            {
                WriteNormalizationFactors(writer);
                writer.Line("var rest = TLanes.Load(pixel + c);");
                writer.Line("var best = TLanes.Load(choice + c);");
                using (writer.Block($"for (int ky = 0; ky < {height}; ky++)"))
                using (writer.Block($"for (int kx = 0; kx < {width}; kx++)"))
                {
                    writer.Line($"var value = TLanes.Load(window + ((ky * {pitch}) + (kx * {stride}) + c));");
                    writer.Line("var chosen = value == best;");
                    writer.Line("var here = TLanes.Select(chosen, rest, TLanes.Zero);");
                    writer.Line("rest = TLanes.Select(chosen, TLanes.Zero, rest);");
                    string stored = normalizes ? "TLanes.MultiplyAdd(here, factor, TLanes.MultiplyAdd(value - mean, slope, shift))" : "here";
                    Store(writer, "places + ((ky * targetRow) + (kx * targetPixel) + c)", stored);
                }
            }
        }

        using (writer.Block("else"))
        {
            writer.Line("// Windows overlap or leave positions out: first what every position gets, then each window adds to its choice.");
            WriteSpreadOfPositions(writer, from: false);
            using (WindowLoops(writer, prefetches: false))
            {
                WriteNormalizationFactors(writer);
                writer.Line($"var rest = TLanes.Load(pixel + c){(normalizes ? " * factor" : "")};");
                writer.Line("var best = TLanes.Load(choice + c);");
                using (writer.Block($"for (int ky = 0; ky < {height}; ky++)"))
                using (writer.Block($"for (int kx = 0; kx < {width}; kx++)"))
                {
                    writer.Line($"var chosen = TLanes.Load(window + ((ky * {pitch}) + (kx * {stride}) + c)) == best;");
                    writer.Line("var place = places + ((ky * targetRow) + (kx * targetPixel) + c);");
                    writer.Line("TLanes.Store(place, TLanes.Load(place) + TLanes.Select(chosen, rest, TLanes.Zero));");
                    writer.Line("rest = TLanes.Select(chosen, TLanes.Zero, rest);");
                }
            }
        }

        // The loops over the windows and their channels. They go to and fro between a window's rows: half as fast as memory is, unless the rows are asked for in its order.
        IDisposable WindowLoops(CodeWriter code, bool prefetches)
        {
            var rows = code.Block($"for (int y = 0; y < {sizes.Of(result, "Height")}; y++)");
            if (prefetches)
            {
                code.Line($"(values + ((y + 1) * {stepY} * {pitch})).Prefetch({height} * {pitch});");
            }

            var columns = code.Block($"for (int x = 0; x < {sizes.Of(result, "Width")}; x++)");
            code.Line($"var pixel = from + ({At(gradient)});");
            code.Line($"var choice = took + ({At(taken!)});");
            code.Line($"var window = values + ((y * {stepY} * {pitch}) + (x * {step} * {stride}));");
            code.Line($"var places = to + ((y * {stepY} * targetRow) + (x * {step} * targetPixel));");
            return new Blocks([code.Block(Channels), columns, rows]);
        }
    }

    /// <summary>Several blocks that end together, the innermost first.</summary>
    private sealed class Blocks(IReadOnlyList<IDisposable> blocks) : IDisposable
    {
        public void Dispose()
        {
            foreach (var block in blocks)
            {
                block.Dispose();
            }
        }
    }
}
