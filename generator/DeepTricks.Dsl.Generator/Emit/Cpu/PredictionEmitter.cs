using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>
/// Emits the prediction program of a network and the weights that it reads. Batch normalization behind a product is folded into its
/// weights; pointwise layers behind it run while its results are in registers; dropout is gone.
/// </summary>
internal sealed class PredictionEmitter
{
    private const string Rows = "{0} * band / Bands, {0} * (band + 1) / Bands";
    private static readonly WorkDomain BandsOfAll = new("bands of all samples", "Bands", "int band = task;");
    private static readonly WorkDomain Bands = new("bands", "Count * Bands", "int sample = task / Bands;\nint band = task % Bands;");

    private readonly ProgramModel model;
    private readonly List<WorkItem> items = [];
    private readonly List<(ChainModel Chain, TensorLayout Source)> loops = [];
    private readonly List<(Stage Product, ChainModel? Absorbed)> products = [];
    private readonly PreparedWeightsModel prepared;

    public PredictionEmitter(FusedNetwork network)
    {
        model = new ProgramModel(network, training: false);
        prepared = new PreparedWeightsModel(model);
    }

    private SizeTable Sizes => model.Sizes;

    public string Emit()
    {
        AddItems();
        var phases = Schedule.Of(items, model.Joints);
        var body = new CodeWriter();
        foreach (var (chain, source) in loops)
        {
            body.Line();
            new ChainForwardEmitter(chain, Sizes, source, model.Output(chain.Stage.Result), null, training: false).Write(body);
        }

        foreach (var (product, absorbed) in products)
        {
            body.Line();
            WriteEpilogue(body, product, absorbed);
        }

        string name = Names.Class(model.Network.Graph.Spec);
        var writer = new CodeWriter();
        FileHeader.Write(writer, model.Network.Graph.Spec);
        using (writer.Block($"partial class {name}"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line("protected override PredictionProgram CreatePrediction(int maximumBatch) => new Prediction(this, maximumBatch);");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("protected override PreparedWeights CreatePreparedWeights() => new Prepared(this);");
            writer.Line();
            prepared.Write(writer, name);
            writer.Line();
            writer.Line("/// <summary>The buffers of prediction, and its phases.</summary>");
            using (writer.Block("private sealed class Prediction : PredictionProgram"))
            {
                var program = new ProgramWriter(model, "Answer", phases);
                var assigned = prepared.NormalizationFields.Select(field => $"private Floats {field};").Append("private Prepared prepared = null!;");
                program.WriteMembers(writer, "Prediction", assigned, []);
                WriteUseWeights(writer);
                program.WriteEntry(writer);
                program.WritePhases(writer);
                writer.Line(body.ToString().TrimEnd('\n'));
                writer.Line();
                Sizes.Write(writer);
            }
        }

        return writer.ToString();
    }

    private static bool Absorbs(ChainModel chain) => chain.Stage.Pool is null;

    private void AddItems()
    {
        foreach (var gather in model.Network.Gathers)
        {
            AddGather(gather);
        }

        foreach (var stage in model.Network.Stages)
        {
            switch (stage.Kind)
            {
                case StageKind.Convolution or StageKind.Dense:
                    AddProduct(stage);
                    break;
                case StageKind.Chain when !products.Any(p => p.Absorbed?.Stage == stage):
                    AddChain(stage);
                    break;
                case StageKind.Chain:
                    break;
                case StageKind.Concat or StageKind.Add or StageKind.Multiply:
                    AddJoin(stage);
                    break;
                case StageKind.Loss:
                    AddAnswer(stage);
                    break;
                default:
                    AddWholeLayer(stage);
                    break;
            }
        }
    }

    private void AddGather(Gather gather)
    {
        var samples = model.Output(gather.Value);
        string numbers = gather.Rescale >= 0 ? Declarations.Rescale(model, gather) : "RescaleNumbers.None";
        string part = Declarations.PartOfSample(model, gather);
        var item = new WorkItem(part == "0" ? "takes the samples in" : $"takes {samples.Field} in", Bands).Writes(samples.Field, Reach.All);
        AddOnce(item, $"Take(sample, {part}, {samples.Pixel(Sizes)}, {Sizes.Of(samples, "Height")}, {Sizes.Of(samples, "Width")}, {Sizes.Of(samples, "Channels")}, {Sizes.Of(samples, "Stride")}, {Sizes.Of(samples, "Pitch")}, {numbers});");
        items.Add(item);
    }

    private void AddJoin(Stage stage)
    {
        var output = model.Output(stage.Result);
        var item = new WorkItem($"{Names.Layer(model.Network, stage.FirstLayer)} to {output.Field}", Bands).Writes(output.Field, Reach.All);
        foreach (int value in stage.Sources)
        {
            item.Reads(model.Output(value).Field, Reach.All);
        }

        AddOnce(item, string.Join("\n", new JoinItems(model).Statements(stage)));
        items.Add(item);
    }

    private void AddProduct(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        string name = Names.Field(layer);
        var chainStage = model.Network.ChainBehind(stage);
        var chain = chainStage is null ? null : new ChainModel(model.Network, chainStage);
        prepared.AddProduct(stage, chainStage?.Normalization);
        var absorbed = chain is not null && Absorbs(chain) ? chain : null;
        products.Add((stage, absorbed));
        if (absorbed is not null)
        {
            Declarations.DeclareNumbers(model, absorbed);
        }

        var input = model.Output(stage.Source);
        var output = model.Output(absorbed?.Stage.Result ?? stage.Result);
        string title = absorbed is null ? layer : $"{layer} → {absorbed.Title}";
        string plan = name + "Plan";
        string epilogue = Names.Member(layer) + "Finish<TLanes>";
        if (stage.Kind == StageKind.Convolution)
        {
            bool mayTransform = Declarations.MayTransform(model, stage);
            string window = ProgramModel.Window(stage.FirstLayer);
            model.Field("ConvolutionPlan", plan, $"new ConvolutionPlan({model.Geometry(input)}, {model.Geometry(output)}, {window}, false, default{(mayTransform ? ", network.Precision" : "")})");
            var item = new WorkItem($"{title}: {input.Field} to {output.Field}", mayTransform ? BandsOfAll : Bands).Reads(input.Field, Reach.All).Writes(output.Field, Reach.All);
            string rows = string.Format(Rows, Sizes.Of(output, "Height"));
            string made = $"prepared.{name}Weight";
            if (mayTransform)
            {
                prepared.AddTransformed(stage);
                model.Statement($"ReserveWorkspace({plan}.Workspace);");
                item.Each.Add($"{plan}.Forward<TLanes, {epilogue}>({input.Field}, Count, {made}, prepared.{name}Transformed, {output.Field}, {rows}, new {epilogue}(this, 0), Workspace(worker));");
            }
            else
            {
                item.Each.Add($"{plan}.Forward<TLanes, {epilogue}>({input.Sample(Sizes)}, 1, {made}, default, {output.Sample(Sizes)}, {rows}, new {epilogue}(this, 0), default);");
            }

            items.Add(item);
            return;
        }

        model.Field("DensePlan", plan, $"new DensePlan({model.Geometry(input)}, {model.Geometry(output)}, default)");
        var domain = new WorkDomain(
            "columns of " + layer,
            $"{plan}.Panels",
            $"int firstColumn = task * 2 * TLanes.Count;\nint endColumn = Math.Min(firstColumn + (2 * TLanes.Count), {Sizes.Of(output, "Padded")});");
        var dense = new WorkItem($"{title}: {input.Field} to {output.Field}", domain).Reads(input.Field, Reach.All).Writes(output.Field, Reach.All);
        dense.Each.Add($"{plan}.Forward<TLanes, {epilogue}>({input.Field}, Count, prepared.{name}Weight, {output.Field}, firstColumn, endColumn, new {epilogue}(this, firstColumn));");
        items.Add(dense);
    }

    private void AddChain(Stage stage)
    {
        bool folded = model.Network.Producer(stage.Source) is { IsProduct: true } product && model.Network.ChainBehind(product) == stage;
        var source = model.Output(stage.Source);
        if (folded && stage.Normalization is not null)
        {
            stage.Nodes.RemoveAt(0);
        }

        var chain = new ChainModel(model.Network, stage);
        Declarations.DeclareNumbers(model, chain);
        if (!folded && stage.Normalization is { } normalization)
        {
            prepared.AddNormalization(normalization);
        }

        loops.Add((chain, source));
        var result = model.Output(stage.Result);
        var item = new WorkItem($"{chain.Title}: {source.Field} to {result.Field}", Bands).Reads(source.Field, Reach.All).Writes(result.Field, Reach.All);
        string rows = string.Format(Rows, Sizes.Of(result, "Height"));
        item.Each.Add(ChainForwardEmitter.Call(chain, "sample, sample + 1", $"0, {Sizes.Of(result, "Padded")}", rows));
        items.Add(item);
    }

    private void AddWholeLayer(Stage stage)
    {
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        var item = new WorkItem($"{layer}: {input.Field} to {output.Field}", Bands).Reads(input.Field, Reach.All).Writes(output.Field, Reach.All);
        AddOnce(item, WholeLayers.Forward(model, stage, input.Sample(Sizes), output.Sample(Sizes)));
        items.Add(item);
    }

    private void AddAnswer(Stage stage)
    {
        var input = model.Output(stage.Source);
        string layout = model.Layout(input);
        int output = model.Network.Stages.Where(s => s.Kind == StageKind.Loss).TakeWhile(s => s != stage).Count();
        var item = new WorkItem("the answers", Bands).Reads(input.Field, Reach.All).Writes("answers" + output, Reach.All);
        var answer = ((LossRule)LayerCatalog.Of(model.Spec(stage.FirstLayer))).Answer;
        AddOnce(item, $"Answers.{answer}({layout}, {input.Sample(Sizes)}, AnswerOf(sample, {output}));");
        items.Add(item);
    }

    private static void AddOnce(WorkItem item, string call)
    {
        item.Each.Add("if (band == 0)");
        item.Each.Add("{");
        item.Each.Add("    " + call.Replace("\n", "\n    "));
        item.Each.Add("}");
    }

    private void WriteEpilogue(CodeWriter writer, Stage product, ChainModel? absorbed)
    {
        string layer = Names.Layer(model.Network, product.FirstLayer);
        string name = Names.Field(layer);
        writer.Line($"/// <summary>What happens to the results of {layer} while they are in registers: bias{(absorbed is null ? "" : " → " + absorbed.Title)}.</summary>");
        using (writer.Block($"private readonly struct {Names.Member(layer)}Finish<TLanes>(Prediction program, nint firstColumn) : IEpilogue<TLanes>\n    where TLanes : struct, ILanes<TLanes>"))
        {
            writer.Line("public static bool Transforms => true;");
            writer.Line();
            writer.Line("public static bool Sums => false;");
            writer.Line();
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Block("public TLanes Transform(TLanes value, nint column)"))
            {
                writer.Line($"column += firstColumn;");
                writer.Line($"value = value + TLanes.Load(program.prepared.{name}Bias + column);");
                string current = "value";
                foreach (var node in absorbed?.Stage.Nodes.Where(n => n.Operation == Operation.Pointwise && absorbed.Spec(n).Kind != LayerKind.Dropout) ?? [])
                {
                    var spec = absorbed!.Spec(node);
                    string field = Names.Field(spec.Name);
                    string input = current;
                    string output = field + "Value";
                    string Leaf(Leaf leaf) => leaf.Kind switch
                    {
                        LeafKind.Element => input,
                        LeafKind.Channel => $"TLanes.Load(program.{field}{leaf.Name} + column)",
                        LeafKind.Tensor => $"TLanes.BroadcastFrom(program.{field}{leaf.Name})",
                        _ => $"TLanes.Broadcast(program.{field}{leaf.Name})",
                    };
                    new LaneRenderer(text => writer.Line(text), Leaf, output).Declare(output, LayerCatalog.Of(spec).Pointwise!);
                    current = output;
                }

                writer.Line($"return {current};");
            }

            writer.Line();
            writer.Line("public TLanes Reference(nint column) => TLanes.Zero;");
            writer.Line();
            using (writer.Block("public void Add(nint column, TLanes sum, TLanes squares)"))
            {
            }
        }
    }

    private void WriteUseWeights(CodeWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("protected override void UseWeights(PreparedWeights weights)"))
        {
            writer.Line("prepared = (Prepared)weights;");
            foreach (string field in prepared.NormalizationFields)
            {
                writer.Line($"{field} = prepared.{field};");
            }
        }

        writer.Line();
    }
}
