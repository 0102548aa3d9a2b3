using System;
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

    private bool PoolsSource => training && chain.Stage.PoolsSource;

    /// <summary>C# for a call of the method.</summary>
    public static string Call(ChainModel chain, string samples, string channels, string rows) =>
        $"{chain.Method}Forward<TLanes, TSizes>(s, {samples}, {channels}, {rows});";

    /// <summary>C# for a call of the method that pools the source for the chain, in front of its batch normalization.</summary>
    public static string PoolCall(ChainModel chain) => $"{chain.Method}Pool<TLanes, TSizes>(s, sample, sample + 1);";

    public void Write(CodeWriter writer)
    {
        string loaded = PoolsSource ? $"{taken!.Field} [{Shape(taken)}]" : $"{source.Field} [{Shape(source)}]";
        writer.Line($"/// <summary>{chain.Title}: {loaded} to {result.Field} [{Shape(result)}]{(taken is null || PoolsSource ? "" : $"; keeps in {taken.Field} what each window took")}.</summary>");
        foreach (var node in chain.Stage.Nodes.Where(node => LayerCatalog.Of(chain.Spec(node)).Formula is not null))
        {
            writer.Line($"// {chain.Spec(node).Name}: {LayerCatalog.Of(chain.Spec(node)).Formula}");
        }

        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {chain.Method}Forward<TLanes, TSizes>(TSizes s, int firstSample, int endSample, int firstChannel, int endChannel, int firstRow, int endRow)");
        writer.Line("    where TLanes : struct, ILanes<TLanes>");
        using (writer.Block("    where TSizes : struct, ISizes"))
        {
            if (positions)
            {
                WritePositions(writer, "int y = firstRow; y < endRow; y++", result, "int c = firstChannel; c < endChannel; c += TLanes.Count", () =>
                {
                    WriteChannelNumbers(writer, chain, training);
                    WriteElement(writer);
                });
                return;
            }

            using (writer.Block("for (int c = firstChannel; c < endChannel; c += TLanes.Count)"))
            {
                WriteChannelNumbers(writer, chain, training);
                using (writer.Block("for (int sample = firstSample; sample < endSample; sample++)"))
                {
                    writer.Line($"var from = {source.Pixel(sizes, "c")};");
                    writer.Line($"var to = {result.Pixel(sizes, "c")};");
                    WriteKeys(writer, chain, training);
                    WriteElement(writer);
                }
            }
        }
    }

    /// <summary>
    /// Writes the loop that pools the source in front of the batch normalization, which keeps its values' order, or turns it around
    /// where its scale is negative.
    /// </summary>
    public void WritePool(CodeWriter writer)
    {
        string name = Names.Field(chain.Spec(chain.Stage.Normalization!).Name);
        writer.Line($"/// <summary>{chain.Title}: keeps in {taken!.Field} [{Shape(taken)}] what each window of {source.Field} [{Shape(source)}] takes: its largest value or, where {name}NormScale is negative, its smallest.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {chain.Method}Pool<TLanes, TSizes>(TSizes s, int firstSample, int endSample)");
        writer.Line("    where TLanes : struct, ILanes<TLanes>");
        using (writer.Block("    where TSizes : struct, ISizes"))
        WritePositions(writer, $"int y = 0; y < {sizes.Of(taken, "Height")}; y++", taken, $"int c = 0; c < {sizes.Of(taken, "Padded")}; c += TLanes.Count", () =>
        {
            writer.Line($"var {name}NormScale = TLanes.Load(this.{name}NormScale + c);");
            writer.Line("var one = TLanes.Broadcast(1f);");
            writer.Line($"var sign = TLanes.Select({name}NormScale > TLanes.Zero, one, TLanes.Select(TLanes.Zero > {name}NormScale, -one, {name}NormScale));");
            WriteWindow(writer, (value, _) => $"{value} * sign");
        });
    }

    /// <summary>
    /// Writes the loops over samples, positions and channels. Channels are innermost, as in memory: a loop that skips over them reads at
    /// less than half the speed.
    /// </summary>
    private void WritePositions(CodeWriter writer, string rows, TensorLayout over, string channels, Action element)
    {
        using (writer.Block("for (int sample = firstSample; sample < endSample; sample++)"))
        {
            bool pools = over == taken;
            writer.Line($"var from = {Loaded(pools).Pixel(sizes)};");
            if (!pools)
            {
                writer.Line($"var to = {result.Pixel(sizes)};");
                WriteKeys(writer, chain, training);
            }

            bool keeps = taken is not null && (pools || !PoolsSource);
            if (keeps)
            {
                writer.Line($"var took = {taken!.Pixel(sizes)};");
            }

            using (writer.Block($"for ({rows})"))
            using (writer.Block($"for (int x = 0; x < {sizes.Of(over, "Width")}; x++)"))
            {
                if (pools || (chain.Stage.Pool is not null && !PoolsSource))
                {
                    var (step, stepY) = (Window("Step", w => w.StrideX, "StrideX"), Window("StepY", w => w.StrideY, "StrideY"));
                    writer.Line($"var window = from + ((y * {stepY} * {sizes.Of(source, "Pitch")}) + (x * {step} * {sizes.Of(source, "Stride")}));");
                }
                else
                {
                    var loaded = Loaded(pools);
                    writer.Line($"var pixel = from + ((y * {sizes.Of(loaded, "Pitch")}) + (x * {sizes.Of(loaded, "Stride")}));");
                }

                if (!pools)
                {
                    writer.Line($"var target = to + ((y * {sizes.Of(result, "Pitch")}) + (x * {sizes.Of(result, "Stride")}));");
                }

                if (keeps)
                {
                    writer.Line($"var choice = took + ((y * {sizes.Of(taken!, "Pitch")}) + (x * {sizes.Of(taken!, "Stride")}));");
                }

                using (writer.Block($"for ({channels})"))
                {
                    element();
                }
            }
        }
    }

    /// <summary>What a loop reads: the source, or, behind a loop that pools it, the choices.</summary>
    private TensorLayout Loaded(bool pools) => PoolsSource && !pools ? taken! : source;

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

            foreach (var leaf in LayerCatalog.Of(chain.Spec(node)).Pointwise?.Leaves ?? [])
            {
                if (leaf.Kind == LeafKind.Channel)
                {
                    writer.Line($"var {name}{leaf.Name} = TLanes.Load(this.{name}{leaf.Name} + c);");
                }
                else if (leaf.Kind == LeafKind.Tensor)
                {
                    writer.Line($"var {name}{leaf.Name} = TLanes.BroadcastFrom(this.{name}{leaf.Name});");
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
                    .Declare(result, LayerCatalog.Of(spec).Pointwise!);
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
        if (chain.Stage.Pool is not null && !PoolsSource)
        {
            string before = WriteWindow(writer, chain.BeforePool.Any() ? (of, suffix) => WriteLayers(writer, chain, chain.BeforePool, of, training, "c", suffix) : null);
            value = WriteLayers(writer, chain, chain.BehindPool, before, training, element);
        }
        else
        {
            writer.Line($"var value = TLanes.Load({(positions ? "pixel + c" : "from")});");
            value = WriteLayers(writer, chain, chain.Stage.Nodes.Where(n => n != chain.Stage.Pool), "value", training, element);
        }

        writer.Line($"TLanes.Store({(positions ? "target + c" : "to")}, {value});");
    }

    /// <summary>Takes the first of a window's values with the largest key, or with a key that is no number, and returns the name of that key.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="keyOf">From a value's name and a suffix for what it declares to its key, or null where values are their own keys.</param>
    private string WriteWindow(CodeWriter writer, Func<string, string, string>? keyOf)
    {
        string width = Window("Window", w => w.KernelWidth, "KernelWidth");
        string height = Window("WindowHeight", w => w.KernelHeight, "KernelHeight");
        writer.Line("var best = TLanes.Load(window + c);");
        if (keyOf is not null)
        {
            writer.Line($"var bestKey = {keyOf("best", "OfBest")};");
        }

        using (writer.Block($"for (int ky = 0; ky < {height}; ky++)"))
        using (writer.Block($"for (int kx = 0; kx < {width}; kx++)"))
        {
            writer.Line($"var value = TLanes.Load(window + ((ky * {sizes.Of(source, "Pitch")}) + (kx * {sizes.Of(source, "Stride")}) + c));");
            writer.Line($"var key = {(keyOf is null ? "value" : keyOf("value", ""))};");
            writer.Line($"var larger = TLanes.Or(key > {(keyOf is null ? "best" : "bestKey")}, TLanes.IsNaN(key));");
            writer.Line("best = TLanes.Select(larger, value, best);");
            if (keyOf is not null)
            {
                writer.Line("bestKey = TLanes.Select(larger, key, bestKey);");
            }
        }

        if (taken is not null)
        {
            writer.Line("TLanes.Store(choice + c, best);");
        }

        return keyOf is null ? "best" : "bestKey";
    }

    /// <summary>C# for a number of the pool's window.</summary>
    private string Window(string suffix, Func<WindowGeometry, int> declared, string member)
    {
        var pool = chain.Stage.Pool!;
        return sizes.Number(
            Names.Member(chain.Spec(pool).Name) + suffix,
            declared(WindowGeometry.Of(chain.Spec(pool), chain.Stage.Shape.Rank)),
            $"= WindowGeometry.Of(shapes[{pool.Layer}].Layer, shapes[{pool.Layer}].Input.Rank).{member}");
    }
}
