using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
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
        using (writer.Block("for (int c = firstChannel; c < endChannel; c += TLanes.Count)"))
        {
            ChainForwardEmitter.WriteChannelNumbers(writer, chain, training: true);
            foreach (var (layer, role) in chain.Sums)
            {
                writer.Line($"var {Sum(layer, role)} = TLanes.Zero;");
            }

            using (writer.Block("for (int sample = firstSample; sample < endSample; sample++)"))
            {
                var values = taken ?? source;
                writer.Line($"var from = {values.Pixel(sizes, "c")};");
                writer.Line($"var to = {gradient.Pixel(sizes, "c")};");
                ChainForwardEmitter.WriteKeys(writer, chain, training: true);
                if (positions)
                {
                    using (writer.Block($"for (int y = 0; y < {sizes.Of(result, "Height")}; y++)"))
                    using (writer.Block($"for (int x = 0; x < {sizes.Of(result, "Width")}; x++)"))
                    {
                        WriteGradientOfElement(writer, values);
                    }
                }
                else
                {
                    WriteGradientOfElement(writer, values);
                }
            }

            for (int i = 0; i < chain.Sums.Count; i++)
            {
                string at = i == 0 ? "sums + c" : $"sums + (({i} * {sizes.Of(result, "Padded")}) + c)";
                writer.Line($"TLanes.Store({at}, TLanes.Load({at}) + {Sum(chain.Sums[i].Layer, chain.Sums[i].Role)});");
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
        using (writer.Block("for (int c = firstChannel; c < endChannel; c += TLanes.Count)"))
        {
            if (chain.Stage.Normalization is { } normalization)
            {
                WriteNormalizationFactors(writer, Names.Field(chain.Spec(normalization).Name));
            }

            using (writer.Block("for (int sample = firstSample; sample < endSample; sample++)"))
            {
                writer.Line($"var from = {gradient.Pixel(sizes, "c")};");
                if (taken is not null || chain.Stage.Normalization is not null)
                {
                    writer.Line($"var values = {source.Pixel(sizes, "c")};");
                }

                writer.Line("var to = target + (((nint)(sample - firstSample) * targetSample) + c);");
                if (taken is not null)
                {
                    writer.Line($"var took = {taken.Pixel(sizes, "c")};");
                    WriteSpreadOfWindows(writer);
                }
                else if (positions)
                {
                    using (writer.Block($"for (int y = 0; y < {sizes.Of(source, "Height")}; y++)"))
                    using (writer.Block($"for (int x = 0; x < {sizes.Of(source, "Width")}; x++)"))
                    {
                        string at = $"(y * {sizes.Of(gradient, "Pitch")}) + (x * {sizes.Of(gradient, "Stride")})";
                        WriteStore(writer, $"TLanes.Load(from + ({at}))", $"(y * {sizes.Of(source, "Pitch")}) + (x * {sizes.Of(source, "Stride")})", "to + ((y * targetRow) + (x * targetPixel))");
                    }
                }
                else
                {
                    WriteStore(writer, "TLanes.Load(from)", "0", "to");
                }
            }
        }
    }

    private Node Node(int layer) => chain.Stage.Nodes.First(n => n.Layer == layer);

    private string Sum(int layer, ParameterRole role) => Names.Tensor(chain.Spec(Node(layer)).Name, role) + "Sum";

    private void WriteGradientOfElement(CodeWriter writer, TensorLayout values)
    {
        string at = positions ? $" + ((y * {sizes.Of(values, "Pitch")}) + (x * {sizes.Of(values, "Stride")}))" : "";
        string element = positions ? $"(((y * {sizes.Of(result, "Width")}) + x) * {sizes.Of(result, "Padded")}) + c" : "c";
        string place = positions ? $"to + ((y * {sizes.Of(gradient, "Pitch")}) + (x * {sizes.Of(gradient, "Stride")}))" : "to";
        var nodes = chain.Stage.Nodes.Where(n => n.Operation != Operation.MaxPool).ToList();
        writer.Line($"var value = TLanes.Load(from{at});");

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

            var rule = LayerCatalog.Of(spec.Kind);
            var outer = new Leaf("outer", LeafKind.Element);
            string current = g;
            string Leaf(Leaf leaf) => leaf == outer ? current : chain.Leaf(node, leaf, input);
            foreach (var role in rule.Trained)
            {
                var slope = new Leaf(role.ToString(), LeafKind.Channel);
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

    private string Input(System.Collections.Generic.List<Node> nodes, int index) =>
        index == 0 ? "value" : Names.Field(chain.Spec(nodes[index - 1]).Name) + "Value";

    private void WriteNormalizationFactors(CodeWriter writer, string name)
    {
        int shift = IndexOf(ParameterRole.NormShift);
        int scale = IndexOf(ParameterRole.NormScale);
        writer.Line($"// dx = scale v (dy - mean(dy) - (x - m) v mean(dy (x - m) v)), v the inverse deviation.");
        string values = positions
            ? $"Count * {sizes.Of(source, "Height")} * {sizes.Of(source, "Width")}"
            : "Count";
        writer.Line($"var one = TLanes.Broadcast(1f / ({(positions ? "(float)" : "")}{values}));");
        writer.Line($"var mean = TLanes.Load(this.{name}Mean + c);");
        writer.Line($"var inverse = TLanes.Load(this.{name}Inverse + c);");
        writer.Line($"var factor = TLanes.Load(this.{name}NormScale + c) * inverse;");
        writer.Line($"var shift = -(factor * (TLanes.Load({chain.Totals} + (({shift} * {sizes.Of(result, "Padded")}) + c)) * one));");
        writer.Line($"var slope = -(factor * inverse * (TLanes.Load({chain.Totals} + (({scale} * {sizes.Of(result, "Padded")}) + c)) * one));");
    }

    private int IndexOf(ParameterRole role)
    {
        for (int i = 0; i < chain.Sums.Count; i++)
        {
            if (chain.Sums[i].Layer == chain.Stage.Normalization!.Layer && chain.Sums[i].Role == role)
            {
                return i;
            }
        }

        return -1;
    }

    private void WriteStore(CodeWriter writer, string value, string at, string target)
    {
        string normalized = chain.Stage.Normalization is null
            ? value
            : $"TLanes.MultiplyAdd({value}, factor, TLanes.MultiplyAdd(TLanes.Load(values + ({at})) - mean, slope, shift))";
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
        string gradientAt = $"(y * {sizes.Of(gradient, "Pitch")}) + (x * {sizes.Of(gradient, "Stride")})";
        string tookAt = $"(y * {sizes.Of(taken!, "Pitch")}) + (x * {sizes.Of(taken!, "Stride")})";
        bool normalizes = chain.Stage.Normalization is not null;
        using (writer.Block($"if ({width} == {step} && {height} == {stepY} && {sizes.Of(result, "Width")} * {step} == {sizes.Of(source, "Width")} && {sizes.Of(result, "Height")} * {stepY} == {sizes.Of(source, "Height")})"))
        {
            writer.Line("// The windows tile the source: one pass writes every position, and asks for the windows below, which have long left the cache.");
            using (writer.Block($"for (int y = 0; y < {sizes.Of(result, "Height")}; y++)"))
            using (writer.Block($"for (int x = 0; x < {sizes.Of(result, "Width")}; x++)"))
            {
                writer.Line($"var rest = TLanes.Load(from + ({gradientAt}));");
                writer.Line($"var best = TLanes.Load(took + ({tookAt}));");
                using (writer.Block($"for (int ky = 0; ky < {height}; ky++)"))
                using (writer.Block($"for (int kx = 0; kx < {width}; kx++)"))
                {
                    writer.Line($"var place = values + ((((y * {stepY}) + ky) * {pitch}) + (((x * {step}) + kx) * {stride}));");
                    writer.Line($"(place + ({stepY} * {pitch})).Prefetch();");
                    writer.Line("var value = TLanes.Load(place);");
                    writer.Line("var chosen = value == best;");
                    writer.Line("var here = TLanes.Select(chosen, rest, TLanes.Zero);");
                    writer.Line("rest = TLanes.Select(chosen, TLanes.Zero, rest);");
                    string stored = normalizes ? "TLanes.MultiplyAdd(here, factor, TLanes.MultiplyAdd(value - mean, slope, shift))" : "here";
                    Store(writer, $"to + ((((y * {stepY}) + ky) * targetRow) + (((x * {step}) + kx) * targetPixel))", stored);
                }
            }
        }

        using (writer.Block("else"))
        {
            writer.Line("// Windows overlap or leave positions out: first what every position gets, then each window adds to its choice.");
            using (writer.Block($"for (int y = 0; y < {sizes.Of(source, "Height")}; y++)"))
            using (writer.Block($"for (int x = 0; x < {sizes.Of(source, "Width")}; x++)"))
            {
                string stored = normalizes ? $"TLanes.MultiplyAdd(TLanes.Load(values + ((y * {pitch}) + (x * {stride}))) - mean, slope, shift)" : "TLanes.Zero";
                Store(writer, "to + ((y * targetRow) + (x * targetPixel))", stored);
            }

            using (writer.Block($"for (int y = 0; y < {sizes.Of(result, "Height")}; y++)"))
            using (writer.Block($"for (int x = 0; x < {sizes.Of(result, "Width")}; x++)"))
            {
                writer.Line($"var rest = TLanes.Load(from + ({gradientAt})){(normalizes ? " * factor" : "")};");
                writer.Line($"var best = TLanes.Load(took + ({tookAt}));");
                using (writer.Block($"for (int ky = 0; ky < {height}; ky++)"))
                using (writer.Block($"for (int kx = 0; kx < {width}; kx++)"))
                {
                    writer.Line($"var chosen = TLanes.Load(values + ((((y * {stepY}) + ky) * {pitch}) + (((x * {step}) + kx) * {stride}))) == best;");
                    writer.Line($"var place = to + ((((y * {stepY}) + ky) * targetRow) + (((x * {step}) + kx) * targetPixel));");
                    writer.Line("TLanes.Store(place, TLanes.Load(place) + TLanes.Select(chosen, rest, TLanes.Zero));");
                    writer.Line("rest = TLanes.Select(chosen, TLanes.Zero, rest);");
                }
            }
        }
    }
}
