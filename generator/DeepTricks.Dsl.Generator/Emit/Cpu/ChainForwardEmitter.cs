using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>Emits a chain's forward loop: batch normalization, pointwise functions and one max pool, from one stored tensor to the next.</summary>
internal sealed class ChainForwardEmitter(ChainModel chain, SizeTable sizes, TensorLayout source, TensorLayout result, TensorLayout? taken, bool training)
{
    private readonly bool positions = result.Declared.Pitch != result.Declared.Stride || chain.Stage.Shape.Rank != SampleRank.Vector;

    /// <summary>C# for a call of the method.</summary>
    public static string Call(ChainModel chain, string samples, string channels, string rows) =>
        $"{chain.Method}Forward<TLanes, TSizes>(s, {samples}, {channels}, {rows});";

    public void Write(CodeWriter writer)
    {
        writer.Line($"/// <summary>{chain.Title}: {source.Field} [{Shape(source)}] to {result.Field} [{Shape(result)}]{(taken is null ? "" : $"; keeps in {taken.Field} what each window took")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {chain.Method}Forward<TLanes, TSizes>(TSizes s, int firstSample, int endSample, int firstChannel, int endChannel, int firstRow, int endRow)");
        writer.Line("    where TLanes : struct, ILanes<TLanes>");
        using (writer.Block("    where TSizes : struct, ISizes"))
        using (writer.Block("for (int c = firstChannel; c < endChannel; c += TLanes.Count)"))
        {
            WriteChannelNumbers(writer, chain, training);
            using (writer.Block("for (int sample = firstSample; sample < endSample; sample++)"))
            {
                writer.Line($"var from = {source.Pixel(sizes, "c")};");
                writer.Line($"var to = {result.Pixel(sizes, "c")};");
                if (taken is not null)
                {
                    writer.Line($"var took = {taken.Pixel(sizes, "c")};");
                }

                WriteKeys(writer, chain, training);
                if (positions)
                {
                    using (writer.Block("for (int y = firstRow; y < endRow; y++)"))
                    using (writer.Block($"for (int x = 0; x < {sizes.Of(result, "Width")}; x++)"))
                    {
                        WriteElement(writer);
                    }
                }
                else
                {
                    WriteElement(writer);
                }
            }
        }
    }

    /// <summary>Loads what is the same for all elements of a channel.</summary>
    internal static void WriteChannelNumbers(CodeWriter writer, ChainModel chain, bool training)
    {
        foreach (var node in chain.Stage.Nodes)
        {
            string name = Names.Field(chain.Spec(node).Name);
            if (node.Operation == Operation.BatchNormalization)
            {
                if (training)
                {
                    writer.Line($"var {name}Mean = TLanes.Load(this.{name}Mean + c);");
                    writer.Line($"var {name}Inverse = TLanes.Load(this.{name}Inverse + c);");
                    writer.Line($"var {name}NormScale = TLanes.Load(this.{name}NormScale + c);");
                }
                else
                {
                    writer.Line($"var {name}Factor = TLanes.Load(this.{name}Factor + c);");
                }

                writer.Line($"var {name}NormShift = TLanes.Load(this.{name}NormShift + c);");
                continue;
            }

            foreach (var leaf in LayerCatalog.Of(chain.Spec(node).Kind).Leaves)
            {
                if (leaf.Kind == LeafKind.Channel)
                {
                    writer.Line($"var {name}{leaf.Name} = TLanes.Load(this.{name}{leaf.Name} + c);");
                }
                else if (leaf.Kind == LeafKind.Uniform)
                {
                    writer.Line($"var {name}{leaf.Name} = TLanes.Broadcast(this.{name}{leaf.Name});");
                }
            }
        }
    }

    /// <summary>Looks up the sample's keys of the layers that draw.</summary>
    internal static void WriteKeys(CodeWriter writer, ChainModel chain, bool training)
    {
        foreach (var (node, drawer) in training ? chain.Drawers : [])
        {
            writer.Line($"var ({Names.Field(chain.Spec(node).Name)}Key0, {Names.Field(chain.Spec(node).Name)}Key1) = Keys({drawer}, sample);");
        }
    }

    /// <summary>Applies layers to a value and returns the name of what comes out.</summary>
    internal static string WriteLayers(
        CodeWriter writer, ChainModel chain, IEnumerable<Node> nodes, string value, bool training, string element, string suffix = "")
    {
        foreach (var node in nodes)
        {
            var spec = chain.Spec(node);
            string name = Names.Field(spec.Name);
            if (spec.Kind == LayerKind.Dropout && !training)
            {
                continue;
            }

            string result = name + "Value" + suffix;
            if (node.Operation == Operation.BatchNormalization)
            {
                if (training)
                {
                    writer.Line($"var {name}Normal{suffix} = ({value} - {name}Mean) * {name}Inverse;");
                    writer.Line($"var {result} = TLanes.MultiplyAdd({name}Normal{suffix}, {name}NormScale, {name}NormShift);");
                }
                else
                {
                    writer.Line($"var {result} = TLanes.MultiplyAdd({value}, {name}Factor, {name}NormShift);");
                }
            }
            else if (node.Operation == Operation.Pointwise)
            {
                if (spec.Kind == LayerKind.Dropout)
                {
                    writer.Line($"var {name}Kept = TLanes.Select(TLanes.Keep((uint)({element}), {name}Key0, {name}Key1, {name}Threshold), TLanes.Broadcast({name}Factor), TLanes.Zero);");
                }

                string input = value;
                new LaneRenderer(text => writer.Line(text), leaf => chain.Leaf(node, leaf, input), result)
                    .Declare(result, LayerCatalog.Of(spec.Kind).Pointwise!);
            }

            value = result;
        }

        return value;
    }

    private static string Shape(TensorLayout tensor) => $"{tensor.Declared.Height}x{tensor.Declared.Width}x{tensor.Declared.Channels}";

    private void WriteElement(CodeWriter writer)
    {
        string element = positions
            ? $"(((y * {sizes.Of(result, "Width")}) + x) * {sizes.Of(result, "Padded")}) + c"
            : "c";
        string value;
        if (chain.Stage.Pool is { } pool)
        {
            value = WriteWindow(writer, chain.Spec(pool).Name);
        }
        else
        {
            string at = positions ? $" + ((y * {sizes.Of(source, "Pitch")}) + (x * {sizes.Of(source, "Stride")}))" : "";
            writer.Line($"var value = TLanes.Load(from{at});");
            value = WriteLayers(writer, chain, chain.Stage.Nodes, "value", training, element);
        }

        string target = positions ? $"to + ((y * {sizes.Of(result, "Pitch")}) + (x * {sizes.Of(result, "Stride")}))" : "to";
        if (chain.Stage.Pool is not null)
        {
            value = WriteLayers(writer, chain, chain.BehindPool, value, training, element);
        }

        writer.Line($"TLanes.Store({target}, {value});");
    }

    private string WriteWindow(CodeWriter writer, string pool)
    {
        string member = Names.Member(pool);
        string step = sizes.Number(member + "Step", Window(pool).Step, $"={Given(pool)}.StrideX");
        string stepY = sizes.Number(member + "StepY", Window(pool).StepY, $"={Given(pool)}.StrideY");
        string width = sizes.Number(member + "Window", Window(pool).Width, $"={Given(pool)}.KernelWidth");
        string height = sizes.Number(member + "WindowHeight", Window(pool).Height, $"={Given(pool)}.KernelHeight");
        writer.Line($"var window = from + ((y * {stepY} * {sizes.Of(source, "Pitch")}) + (x * {step} * {sizes.Of(source, "Stride")}));");
        writer.Line("var best = TLanes.Load(window);");
        bool keyed = chain.BeforePool.Any();
        string bestKey = WriteLayers(writer, chain, chain.BeforePool, "best", training, "c", "OfBest");
        if (keyed)
        {
            writer.Line($"var bestKey = {bestKey};");
        }

        using (writer.Block($"for (int ky = 0; ky < {height}; ky++)"))
        using (writer.Block($"for (int kx = 0; kx < {width}; kx++)"))
        {
            writer.Line($"var value = TLanes.Load(window + ((ky * {sizes.Of(source, "Pitch")}) + (kx * {sizes.Of(source, "Stride")})));");
            string key = WriteLayers(writer, chain, chain.BeforePool, "value", training, "c");
            string against = keyed ? "bestKey" : "best";
            writer.Line($"var larger = TLanes.Or({key} > {against}, TLanes.IsNaN({key}));");
            writer.Line("best = TLanes.Select(larger, value, best);");
            if (keyed)
            {
                writer.Line($"bestKey = TLanes.Select(larger, {key}, bestKey);");
            }
        }

        if (taken is not null)
        {
            writer.Line($"TLanes.Store(took + ((y * {sizes.Of(taken, "Pitch")}) + (x * {sizes.Of(taken, "Stride")})), best);");
        }

        return keyed ? "bestKey" : "best";
    }

    private (int Width, int Height, int Step, int StepY) Window(string pool)
    {
        var layer = chain.Spec(chain.Stage.Pool!);
        var window = WindowGeometry.Of(layer, chain.Stage.Shape.Rank);
        return (window.KernelWidth, window.KernelHeight, window.StrideX, window.StrideY);
    }

    private string Given(string pool) => $" WindowGeometry.Of(shapes[{chain.Stage.Pool!.Layer}].Layer, shapes[{chain.Stage.Pool!.Layer}].Input.Rank)";
}
