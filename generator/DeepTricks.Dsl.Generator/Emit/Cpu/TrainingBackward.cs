using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>The work items of the backward pass and of the updates.</summary>
internal sealed class TrainingBackward(ProgramModel model, List<ChainModel> chains)
{
    private readonly List<WorkItem> items = [];
    // The tensors of one number per channel, with their gradients; for one that all channels share, also the number of channels to add up.
    private readonly List<(int Parameter, string Gradient, string? Channels)> vectors = [];

    private SizeTable Sizes => model.Sizes;

    /// <summary>Whether the first backward loop of a chain does anything.</summary>
    public static bool HasGradientLoop(ChainModel chain) => chain.Stage.Nodes.Any(n => n.Operation != Operation.MaxPool);

    /// <summary>Whether a chain has a second backward loop.</summary>
    public bool NeedsSpread(ChainModel chain) => model.Network.Learns(chain.Stage.Source)
        && (chain.Stage.Pool is not null || chain.Stage.Normalization is not null || !model.Gradients.IsShared(chain.Stage.Source, chain.Stage));

    public List<WorkItem> Items()
    {
        foreach (var stage in Enumerable.Reverse(model.Network.Stages).Where(s => s.Kind != StageKind.Loss && model.Network.Learns(s.Result)))
        {
            switch (stage.Kind)
            {
                case StageKind.Convolution:
                    AddConvolution(stage);
                    break;
                case StageKind.Dense:
                    AddDense(stage);
                    break;
                case StageKind.Chain:
                    AddChain(chains.First(c => c.Stage == stage));
                    break;
                case StageKind.Concat or StageKind.Add or StageKind.Multiply:
                    items.AddRange(new JoinItems(model).Backward(stage));
                    break;
                default:
                    AddWholeLayer(stage);
                    break;
            }
        }

        AddVectorUpdates();
        return items;
    }

    private TensorLayout Gradient(int value) => model.Gradients.Of(value);

    private bool NeedsInputGradient(Stage stage) => model.Network.Learns(stage.Source);

    private void AddChain(ChainModel chain)
    {
        var stage = chain.Stage;
        var (source, result, taken) = Declarations.Layouts(model, chain);
        var gradient = Gradient(stage.Result);
        bool columns = stage.Domain == StageDomain.Columns;
        var domain = columns ? Declarations.Columns(model, model.Network.Producer(stage.Source)!) : WorkDomain.Chunks;
        string stride = Sizes.Of(result, "Padded");
        int sums = chain.Sums.Count;
        if (HasGradientLoop(chain))
        {
            var item = new WorkItem($"backward of {chain.Title}", domain).Reads((taken ?? source).Field).Writes(gradient.Field);
            string target = "default";
            if (sums > 0)
            {
                model.Buffer(chain.Totals, $"{sums}L * {model.Geometry(result)}.Padded");
                if (columns)
                {
                    target = chain.Totals;
                    item.Writes(chain.Totals);
                    for (int i = 0; i < sums; i++)
                    {
                        item.Each.Add($"({chain.Totals} + (({i} * {stride}) + firstColumn)).Clear(endColumn - firstColumn);");
                    }
                }
                else
                {
                    model.Buffer(chain.Partials, $"16L * {sums} * {model.Geometry(result)}.Padded");
                    target = $"{chain.Partials} + ((nint)task * {sums} * {stride})";
                    item.Writes(chain.Partials);
                    item.Before.Add($"({target}).Clear({sums} * {stride});");
                }
            }

            AddNormalizationReads(item, stage, columns);
            if (chain.Drawers.Any())
            {
                item.Reads("keys", Reach.All);
            }

            string samples = columns ? "0, Count" : "sample, sample + 1";
            string channels = columns ? "firstColumn, endColumn" : $"0, {stride}";
            item.Each.Add($"{chain.Method}Gradient<TLanes, TSizes>(s, {samples}, {channels}, {target});");
            items.Add(item);
            if (sums > 0 && !columns)
            {
                var total = new WorkItem($"sums of {chain.Title} over the batch", WorkDomain.Single).Reads(chain.Partials, Reach.All).Writes(chain.Totals, Reach.All);
                total.Each.Add($"Sums.Chunks<TLanes>({chain.Partials}, {sums} * {stride}, Chunks, {chain.Totals}, 0, {sums} * {stride});");
                if (stage.Normalization is { } normalization && NeedsSpread(chain))
                {
                    string name = Names.Field(model.Spec(normalization.Layer).Name);
                    model.Buffer(chain.Factors, $"3L * {model.Geometry(result)}.Padded");
                    total.Reads(name + "Inverse", Reach.All).Reads(name + "NormScale", Reach.All).Writes(chain.Factors, Reach.All);
                    total.Each.Add($"Normalization.GradientFactors<TLanes>({name}NormScale, {name}Inverse, {chain.TotalOf(ParameterRole.NormShift, stride)}, {chain.TotalOf(ParameterRole.NormScale, stride)}, (float)Count * {Sizes.Of(source, "Height")} * {Sizes.Of(source, "Width")}, {stride}, {chain.Factors});");
                }

                items.Add(total);
            }
        }

        for (int i = 0; i < sums; i++)
        {
            bool isShared = LearnedRoles.IndexOf(chain.Sums[i].Role) is >= 0 and var learned && !model.Spec(chain.Sums[i].Layer).Function!.Learned[learned].PerChannel;
            vectors.Add((model.ParameterIndex(chain.Sums[i].Layer, chain.Sums[i].Role), i == 0 ? chain.Totals : $"{chain.Totals} + ({i} * {stride})", isShared ? stride : null));
            Declarations.Tensor(model, chain.Sums[i].Layer, chain.Sums[i].Role);
        }

        if (NeedsSpread(chain) && !model.Gradients.StaysInScratch(stage.Source))
        {
            var target = Gradient(stage.Source);
            var item = new WorkItem($"gradient of {source.Field}", domain).Reads(gradient.Field).Reads(source.Field).Writes(target.Field);
            AddSpreadReads(item, chain, columns);
            item.Each.Add(columns
                ? Spread(chain, "0, Count", "firstColumn, endColumn", target.Field, target)
                : Spread(chain, "sample, sample + 1", $"0, {stride}", target.Sample(Sizes), target));
            items.Add(item);
        }
    }

    private string Spread(ChainModel chain, string samples, string channels, string to, TensorLayout target) =>
        $"{chain.Method}Spread<TLanes, TSizes>(s, {samples}, {channels}, {to}, {Sizes.Of(target, "Length")}, {Sizes.Of(target, "Pitch")}, {Sizes.Of(target, "Stride")});";

    private void AddSpreadReads(WorkItem item, ChainModel chain, bool columns)
    {
        if (chain.Stage.Pool is not null)
        {
            item.Reads(chain.Taken);
        }

        if (chain.Stage.Normalization is not { } normalization)
        {
            return;
        }

        if (columns)
        {
            item.Reads(chain.Totals);
            AddNormalizationReads(item, chain.Stage, columns);
        }
        else
        {
            item.Reads(Names.Field(model.Spec(normalization.Layer).Name) + "Mean", Reach.All).Reads(chain.Factors, Reach.All);
        }
    }

    private void AddNormalizationReads(WorkItem item, Stage stage, bool columns)
    {
        if (stage.Normalization is { } normalization)
        {
            string name = Names.Field(model.Spec(normalization.Layer).Name);
            var reach = columns ? Reach.Own : Reach.All;
            item.Reads(name + "Mean", reach).Reads(name + "Inverse", reach).Reads(name + "NormScale", reach);
        }
    }

    /// <summary>C# for whether a stage adds to the gradient of its source.</summary>
    private string Adds(Stage stage) => model.Gradients.Adds(stage.Source, stage) ? "true" : "false";

    private void AddConvolution(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        string name = Names.Field(layer);
        string plan = name + "Plan";
        string weight = Declarations.Tensor(model, stage.FirstLayer, ParameterRole.Weight);
        int parameter = model.ParameterIndex(stage.FirstLayer, ParameterRole.Weight);
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        string stride = Sizes.Of(output, "Padded");
        string delta = name + "Delta";
        string sums = model.Buffer(name + "WeightSums", $"16L * PackedLength({parameter})");
        string ownSums = $"{sums} + ((nint)task * {plan}.WeightLength)";
        bool mayTransform = Declarations.MayTransform(model, stage);
        var item = new WorkItem($"backward of {layer}", WorkDomain.Chunks).Reads(input.Field).Writes(sums);
        string components = "default";
        string workspace = "default";
        string deltas = $"{plan}.DeltaLength";
        if (mayTransform)
        {
            components = name + "Components";
            workspace = "Workspace(worker)";
            deltas = $"{plan}.DeltaLength * {plan}.Block";
            model.Field("nint", components + "Place", $"ReserveScratch({plan}.ComponentsLength)");
            model.Statement($"ReserveWorkspace({plan}.Workspace);");
            item.Before.Add($"var {components} = Scratch(worker) + {components}Place;");
        }

        // The place is the layer's own, and zero from the start: what lies between and around the gradients is never written.
        model.Field("nint", delta + "Place", $"ReserveScratch({deltas})");
        item.Before.Add($"var {delta} = Scratch(worker) + {delta}Place;");
        item.Before.Add($"{plan}.BeginWeightGradient({ownSums});");

        // The samples at hand: one, or as many as the plan takes at a time.
        string first = mayTransform ? "from" : "sample";
        string count = mayTransform ? "count" : "1";
        var statements = new List<string>();
        if (model.Gradients.StaysInScratch(stage.Result))
        {
            var chain = chains.First(c => c.Stage.Source == stage.Result);
            item.Reads(Gradient(chain.Stage.Result).Field).Reads(output.Field);
            AddSpreadReads(item, chain, columns: false);
            statements.Add($"{chain.Method}Spread<TLanes, TSizes>(s, {first}, {first} + {count}, 0, {stride}, {delta} + {plan}.DeltaStart, {plan}.DeltaLength, {plan}.DeltaPitch, {plan}.DeltaPixel);");
        }
        else
        {
            var gradient = Gradient(stage.Result);
            item.Reads(gradient.Field);
            statements.Add($"{plan}.Spread<TLanes>({model.Layout(gradient)}, {gradient.Sample(Sizes, first)}, {count}, {delta});");
        }

        statements.Add($"{plan}.WeightGradient<TLanes>({input.Sample(Sizes, first)}, {delta}, {count}, {ownSums}, {components}, {first} == FirstSample(task), {(mayTransform ? "from + count" : "sample + 1")} == EndSample(task), {workspace});");
        if (model.Has(stage.FirstLayer, ParameterRole.Bias))
        {
            string biasSums = model.Buffer(name + "BiasSums", $"16L * {model.Geometry(output)}.Padded");
            item.Writes(biasSums);
            item.Before.Add($"({biasSums} + ((nint)task * {stride})).Clear({stride});");
            statements.Add($"{plan}.BiasGradient<TLanes>({delta}, {count}, {biasSums} + ((nint)task * {stride}));");
        }

        if (NeedsInputGradient(stage))
        {
            var target = Gradient(stage.Source);
            item.Writes(target.Field).Reads(name + "Flipped", Reach.All);
            statements.Add($"{plan}.InputGradient<TLanes>({delta}, {count}, {name}Flipped, {target.Sample(Sizes, first)}, {Adds(stage)}, {workspace});");
        }

        if (mayTransform)
        {
            item.Block = plan + ".Block";
            item.Whole.Add($"for (int from = first; from < end; from += {plan}.Block)");
            item.Whole.Add("{");
            item.Whole.Add($"    int count = Math.Min({plan}.Block, end - from);");
            item.Whole.AddRange(statements.Select(statement => "    " + statement));
            item.Whole.Add("}");
        }
        else
        {
            item.Each.AddRange(statements);
        }

        items.Add(item);
        if (model.Has(stage.FirstLayer, ParameterRole.Bias))
        {
            string totals = model.Buffer(name + "BiasTotals", $"{model.Geometry(output)}.Padded");
            var total = new WorkItem($"bias gradient of {layer}", WorkDomain.Single).Reads(name + "BiasSums", Reach.All).Writes(totals, Reach.All);
            total.Each.Add($"Sums.Chunks<TLanes>({name}BiasSums, {stride}, Chunks, {totals}, 0, {stride});");
            items.Add(total);
            vectors.Add((model.ParameterIndex(stage.FirstLayer, ParameterRole.Bias), totals, null));
        }

        var update = new WorkItem($"update of {layer}", new WorkDomain($"slices of {layer}", $"Slices({parameter})"))
            .Reads(sums, Reach.All).Writes(weight, Reach.All);
        update.Each.Add($"ReduceAndUpdate<TLanes>(worker, {parameter}, {sums}, task);");
        items.Add(update);
    }

    private void AddDense(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        string name = Names.Field(layer);
        string plan = name + "Plan";
        int parameter = model.ParameterIndex(stage.FirstLayer, ParameterRole.Weight);
        string weight = Declarations.Tensor(model, stage.FirstLayer, ParameterRole.Weight);
        var input = model.Output(stage.Source);
        var gradient = Gradient(stage.Result);
        if (NeedsInputGradient(stage))
        {
            AddDenseInputGradient(stage, layer, plan, gradient);
        }

        var item = new WorkItem($"weight gradient and update of {layer}", new WorkDomain($"weights of {layer}", $"{plan}.WeightTasks"))
            .Reads(input.Field, Reach.All).Reads(gradient.Field, Reach.All).Writes(weight, Reach.All);
        item.Each.Add($"UpdateDense<TLanes>(worker, {plan}, {parameter}, {input.Field}, {gradient.Field}, {Sizes.Of(gradient, "Length")}, task);");
        items.Add(item);
        if (model.Has(stage.FirstLayer, ParameterRole.Bias))
        {
            string totals = model.Buffer(name + "BiasTotals", $"{model.Geometry(gradient)}.Padded");
            var bias = new WorkItem($"bias gradient of {layer}", WorkDomain.Single).Reads(gradient.Field, Reach.All).Writes(totals, Reach.All);
            bias.Each.Add($"Sums.Columns<TLanes>({gradient.Field}, {Sizes.Of(gradient, "Length")}, Count, {Sizes.Of(gradient, "Padded")}, {totals});");
            items.Add(bias);
            vectors.Add((model.ParameterIndex(stage.FirstLayer, ParameterRole.Bias), totals, null));
        }
    }

    private void AddDenseInputGradient(Stage stage, string layer, string plan, TensorLayout gradient)
    {
        string name = Names.Field(layer);
        var producer = model.Network.Producer(stage.Source)!;
        var target = Gradient(stage.Source);
        bool vector = producer.Shape.Rank == SampleRank.Vector;
        var domain = new WorkDomain(
            "columns into " + layer,
            $"{plan}.InputPanels",
            $"int firstColumn = task * 2 * TLanes.Count;\nint endColumn = Math.Min(firstColumn + (2 * TLanes.Count), {plan}.InputColumns);");
        if (producer.Domain == StageDomain.Columns)
        {
            domain = Declarations.Columns(model, producer.Kind == StageKind.Dense ? producer : model.Network.Producer(producer.Source)!);
        }

        string flat = vector ? target.Field : model.Buffer(name + "Flat", $"{plan}.InputIsContiguous ? 16 : MaximumBatch * (long){plan}.InputPitch");
        var item = new WorkItem($"input gradient of {layer}", domain)
            .Reads(gradient.Field, Reach.All).Reads(name + "Transposed", Reach.All).Writes(target.Field).Writes(flat);
        string to = vector ? target.Field : $"{plan}.InputIsContiguous ? {target.Field} : {flat}";
        item.Each.Add($"{plan}.InputGradient<TLanes>({gradient.Field}, {Sizes.Of(gradient, "Length")}, Count, {name}Transposed, {to}, firstColumn, endColumn, {(vector ? Adds(stage) : $"{plan}.InputIsContiguous && {Adds(stage)}")});");
        items.Add(item);
        if (!vector)
        {
            var expand = new WorkItem($"input gradient of {layer} to {target.Field}", WorkDomain.Chunks).Reads(flat).Writes(target.Field);
            expand.Each.Add($"{plan}.Expand({flat}, sample, {target.Field}, {Adds(stage)});");
            items.Add(expand);
        }
    }

    private void AddWholeLayer(Stage stage)
    {
        if (!NeedsInputGradient(stage))
        {
            return;
        }

        var outputGradient = Gradient(stage.Result);
        var inputGradient = Gradient(stage.Source);
        var item = new WorkItem($"backward of {Names.Layer(model.Network, stage.FirstLayer)}", WorkDomain.Chunks)
            .Reads(outputGradient.Field).Reads(model.Output(stage.Source).Field).Reads(model.Output(stage.Result).Field).Writes(inputGradient.Field);
        var target = model.Gradients.Adds(stage.Source, stage) ? JoinItems.Part(model, stage, item) : inputGradient;
        item.Each.Add(WholeLayers.Backward(model, stage, outputGradient, target));
        if (target != inputGradient)
        {
            item.Each.Add(JoinItems.AddPart(model, target, inputGradient));
        }

        items.Add(item);
    }

    private void AddVectorUpdates()
    {
        if (vectors.Count == 0)
        {
            return;
        }

        var item = new WorkItem("updates of biases, norms and slopes", WorkDomain.Single);
        foreach (var (parameter, gradient, channels) in vectors.OrderBy(v => v.Parameter))
        {
            item.Reads(gradient.Split(' ')[0], Reach.All).Writes("vector" + parameter, Reach.All);
            if (channels is not null)
            {
                item.Each.Add($"Sums.Across({gradient}, {channels});");
            }

            item.Each.Add($"UpdateVector<TLanes>({parameter}, {gradient});");
        }

        foreach (var name in model.Network.Graph.Spec.Layers.Where(l => l.Kind == LayerKind.BatchNorm).Select(l => Names.Field(l.Name)))
        {
            item.Writes(name + "NormScale", Reach.All);
        }

        items.Add(item);
    }
}
