using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>The work items of the forward pass in training, and of the loss.</summary>
internal sealed class TrainingForward(ProgramModel model, List<ChainModel> chains)
{
    private readonly List<WorkItem> items = [];

    // In front of everything else, where no barrier is waited for because of them.
    private readonly List<WorkItem> transforms = [];

    private SizeTable Sizes => model.Sizes;

    public List<WorkItem> Items()
    {
        AddKeys();
        foreach (var gather in model.Network.Gathers)
        {
            AddGather(gather);
        }

        foreach (var stage in model.Network.Stages)
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
                    AddChain(stage, chains.First(c => c.Stage == stage));
                    break;
                case StageKind.Concat or StageKind.Add or StageKind.Multiply:
                    items.AddRange(new JoinItems(model).Forward(stage));
                    break;
                case StageKind.Loss:
                    break;
                default:
                    AddWholeLayer(stage);
                    break;
            }
        }

        items.Add(new LossItem(model).Item());
        items.InsertRange(0, transforms);
        return items;
    }

    private void AddKeys()
    {
        var layers = model.Network.Graph.Spec.Layers.Select((layer, index) => (layer, index)).Where(l => l.layer.Kind == LayerKind.Dropout).ToArray();
        if (layers.Length == 0)
        {
            return;
        }

        var item = new WorkItem("the samples' random keys", WorkDomain.Single).Writes("keys", Reach.All);
        for (int drawer = 0; drawer < layers.Length; drawer++)
        {
            item.Each.Add($"DrawKeys({drawer}, {layers[drawer].index});");
            string name = Names.Field(layers[drawer].layer.Name);
            model.Field("uint", name + "Threshold", $"DropoutNumbers.Threshold(Setting({layers[drawer].index}, \"Rate\"))");
            model.Field("float", name + "Factor", $"DropoutNumbers.Factor(Setting({layers[drawer].index}, \"Rate\"))");
        }

        items.Add(item);
    }

    private void AddGather(Gather gather)
    {
        var samples = model.Output(gather.Value);
        string scale = "1f";
        string shift = "0f";
        if (gather.Rescale >= 0)
        {
            string numbers = Declarations.Rescale(model, gather);
            scale = numbers + ".Factor";
            shift = numbers + ".Summand";
        }

        string part = Declarations.PartOfSample(model, gather);
        var item = new WorkItem(part == "0" ? "gathers the samples" : $"gathers {samples.Field}", WorkDomain.Chunks).Writes(samples.Field);
        item.Each.Add(
            $"Gather(sample, {part}, {samples.Pixel(Sizes)}, {Sizes.Of(samples, "Height")}, {Sizes.Of(samples, "Width")}, {Sizes.Of(samples, "Channels")}, {Sizes.Of(samples, "Stride")}, {Sizes.Of(samples, "Pitch")}, {scale}, {shift});");
        items.Add(item);
    }

    private void AddConvolution(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        string name = Names.Field(layer);
        bool reached = model.Network.Learns(stage.Source);
        string plan = Declarations.Plan(model, stage, reached);
        string weight = Declarations.Tensor(model, stage.FirstLayer, ParameterRole.Weight);
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        if (reached)
        {
            AddRightOperand(layer, weight, plan, "Flip", "Flipped");
        }

        var item = new WorkItem($"{layer}: {input.Field} to {output.Field}", WorkDomain.Chunks).Reads(input.Field).Reads(weight, Reach.All).Writes(output.Field);
        var (epilogue, value) = BiasEpilogue(stage);
        if (stage.SumsOutput)
        {
            string stride = Sizes.Of(output, "Padded");
            var normalization = model.Network.ChainBehind(stage)!.Normalization!;
            string reference = Declarations.Tensor(model, normalization.Layer, ParameterRole.RunningMean);
            string sums = model.Buffer(name + "Moments", $"32L * {model.Geometry(output)}.Padded");
            item.Before.Add($"({sums} + ((nint)task * 2 * {stride})).Clear(2 * {stride});");
            item.Writes(sums).Reads(reference, Reach.All);
            epilogue = "ShiftedSums<TLanes>";
            value = $"new ShiftedSums<TLanes>({reference}, {sums} + ((nint)task * 2 * {stride}), {sums} + (((nint)task * 2 * {stride}) + {stride}))";
        }

        if (Declarations.MayTransform(model, stage))
        {
            string transformed = AddTransform(layer, weight, plan);
            model.Statement($"ReserveWorkspace({plan}.Workspace);");
            item.Reads(transformed, Reach.All);
            item.Block = plan + ".Block";
            item.Whole.Add(
                $"{plan}.Forward<TLanes, {epilogue}>({input.Sample(Sizes, "first")}, end - first, {weight}, {transformed}, {output.Sample(Sizes, "first")}, {value}, Workspace(worker));");
        }
        else
        {
            item.Each.Add($"{plan}.Forward<TLanes, {epilogue}>({input.Sample(Sizes)}, 1, {weight}, default, {output.Sample(Sizes)}, {value}, default);");
        }

        item.Output = (layer, output);
        items.Add(item);
        if (chains.FirstOrDefault(c => c.Stage.PoolsSource && c.Stage.Source == stage.Result) is { } pooled)
        {
            AddPool(pooled);
        }
    }

    /// <summary>The work item that pools a convolution's outputs where they lie in the cache, for a chain that goes on once their statistics are known.</summary>
    private void AddPool(ChainModel chain)
    {
        var (source, _, taken) = Declarations.Layouts(model, chain);
        string scale = Declarations.Tensor(model, chain.Stage.Normalization!.Layer, ParameterRole.NormScale);
        var item = new WorkItem($"{chain.Spec(chain.Stage.Pool!).Name}: {source.Field} to {taken!.Field}", WorkDomain.Chunks)
            .Reads(source.Field).Reads(scale, Reach.All).Writes(taken.Field);
        item.Each.Add(ChainForwardEmitter.PoolCall(chain));
        items.Add(item);
    }

    /// <summary>The work item that transforms a convolution's weights, if its run-time numbers call for it.</summary>
    private string AddTransform(string layer, string weight, string plan)
    {
        string buffer = model.Buffer(Names.Field(layer) + "Transformed", $"{plan}.TransformedLength");
        var item = new WorkItem($"transformed weights of {layer}", new WorkDomain("Transform " + layer, $"{plan}.TransformTasks"))
            .Reads(weight, Reach.All).Writes(buffer, Reach.All);
        item.Each.Add($"{plan}.Transform<TLanes>({weight}, {buffer}, task);");
        transforms.Add(item);
        return buffer;
    }

    /// <summary>What a product does with its results: nothing, or adding the bias of the columns that the task computes.</summary>
    private (string Type, string Value) BiasEpilogue(Stage stage)
    {
        if (!model.Has(stage.FirstLayer, ParameterRole.Bias))
        {
            return ("Plain<TLanes>", "default");
        }

        string bias = Declarations.Tensor(model, stage.FirstLayer, ParameterRole.Bias);
        return ("AddBias<TLanes>", stage.Domain == StageDomain.Columns ? $"new AddBias<TLanes>({bias} + firstColumn)" : $"new AddBias<TLanes>({bias})");
    }

    private void AddRightOperand(string layer, string weight, string plan, string verb, string made)
    {
        string buffer = model.Buffer(Names.Field(layer) + made, $"{plan}.{made}Length", keeps: true);
        var item = new WorkItem($"the input gradient's right operand of {layer}", new WorkDomain($"{verb} {layer}", $"{plan}.{verb}Tasks"))
            .Reads(weight, Reach.All).Writes(buffer, Reach.All);
        item.Each.Add($"{plan}.{verb}<TLanes>({weight}, {buffer}, task);");
        items.Add(item);
    }

    private void AddDense(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        string name = Names.Field(layer);
        bool reached = model.Network.Learns(stage.Source);
        string plan = Declarations.Plan(model, stage, reached);
        string weight = Declarations.Tensor(model, stage.FirstLayer, ParameterRole.Weight);
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        if (reached)
        {
            AddRightOperand(layer, weight, plan, "Transpose", "Transposed");
        }

        var (epilogue, value) = BiasEpilogue(stage);

        string title = $"{layer}: {input.Field} to {output.Field}";
        WorkItem item;
        if (stage.Domain == StageDomain.Columns)
        {
            item = new WorkItem(title, Declarations.Columns(model, stage)).Reads(input.Field, Reach.All).Writes(output.Field);
            item.Each.Add($"{plan}.Forward<TLanes, {epilogue}>({input.Field}, Count, {weight}, {output.Field}, firstColumn, endColumn, {value});");
        }
        else
        {
            item = new WorkItem(title, WorkDomain.Chunks).Reads(input.Field).Writes(output.Field);
            string first = $"((nint)FirstSample(task) * {Sizes.Of(input, "Length")})";
            string target = $"((nint)FirstSample(task) * {Sizes.Of(output, "Length")})";
            item.Whole.Add(
                $"{plan}.Forward<TLanes, {epilogue}>({input.Field} + {first}, EndSample(task) - FirstSample(task), {weight}, {output.Field} + {target}, 0, {Sizes.Of(output, "Padded")}, {value});");
        }

        item.Reads(weight, Reach.All);
        item.Output = (layer, output);
        items.Add(item);
    }

    private void AddChain(Stage stage, ChainModel chain)
    {
        var (source, result, taken) = Declarations.Layouts(model, chain);
        if (stage.Normalization is { } normalization)
        {
            AddStatistics(stage, normalization, source);
        }

        Declarations.DeclareNumbers(model, chain);
        bool columns = stage.Domain == StageDomain.Columns;
        var item = new WorkItem($"{chain.Title}: {(stage.PoolsSource ? taken! : source).Field} to {result.Field}", columns ? Declarations.Columns(model, model.Network.Producer(stage.Source)!) : WorkDomain.Chunks)
            .Writes(result.Field);
        if (stage.PoolsSource)
        {
            item.Reads(taken!.Field);
        }
        else
        {
            item.Reads(source.Field);
            if (taken is not null)
            {
                item.Writes(taken.Field);
            }
        }

        if (stage.Normalization is { } own)
        {
            string name = Names.Field(model.Spec(own.Layer).Name);
            var reach = columns ? Reach.Own : Reach.All;
            item.Reads(name + "Mean", reach).Reads(name + "Inverse", reach);
        }

        if (chain.Drawers.Any())
        {
            item.Reads("keys", Reach.All);
        }

        string rows = $"0, {Sizes.Of(result, "Height")}";
        item.Each.Add(columns
            ? ChainForwardEmitter.Call(chain, "0, Count", "firstColumn, endColumn", rows)
            : ChainForwardEmitter.Call(chain, "sample, sample + 1", $"0, {Sizes.Of(result, "Padded")}", rows));
        item.Output = (Names.Layer(model.Network, stage.LastLayer), result);
        items.Add(item);
    }

    private void AddStatistics(Stage stage, Node normalization, TensorLayout source)
    {
        var spec = model.Spec(normalization.Layer);
        string name = Names.Field(spec.Name);
        string stride = Sizes.Of(source, "Padded");
        string running = $"{Declarations.Tensor(model, normalization.Layer, ParameterRole.RunningMean)}, {Declarations.Tensor(model, normalization.Layer, ParameterRole.RunningVariance)}";
        Declarations.Tensor(model, normalization.Layer, ParameterRole.NormScale);
        Declarations.Tensor(model, normalization.Layer, ParameterRole.NormShift);
        model.Field("float", name + "Momentum", $"Setting({normalization.Layer}, \"Momentum\")");
        model.Field("float", name + "Epsilon", $"Setting({normalization.Layer}, \"Epsilon\")");
        string mean = model.Buffer(name + "Mean", $"{model.Geometry(source)}.Padded");
        string inverse = model.Buffer(name + "Inverse", $"{model.Geometry(source)}.Padded");
        if (stage.Domain == StageDomain.Columns)
        {
            var item = new WorkItem($"{spec.Name}: mean and deviation of each column", Declarations.Columns(model, model.Network.Producer(stage.Source)!))
                .Reads(source.Field).Writes(mean).Writes(inverse).Writes(name + "RunningMean");
            item.Each.Add($"Normalization.OfColumns<TLanes>({source.Field}, {Sizes.Of(source, "Length")}, Count, firstColumn, endColumn, {mean}, {inverse}, {running}, {name}Momentum, {name}Epsilon);");
            items.Add(item);
            return;
        }

        bool isSummed = model.Network.Producer(stage.Source) is { SumsOutput: true } producer && model.Network.ChainBehind(producer) == stage;
        string moments = (isSummed ? Names.Field(Names.Layer(model.Network, model.Network.Producer(stage.Source)!.LastLayer)) : name) + "Moments";
        if (!isSummed)
        {
            model.Buffer(moments, $"32L * {model.Geometry(source)}.Padded");
            var sums = new WorkItem($"{spec.Name}: sums of values and squares", WorkDomain.Chunks).Reads(source.Field).Writes(moments).Reads(name + "RunningMean", Reach.All);
            sums.Before.Add($"({moments} + ((nint)task * 2 * {stride})).Clear(2 * {stride});");
            sums.Each.Add($"Normalization.AddMoments<TLanes>({source.Pixel(Sizes)}, {Sizes.Of(source, "Height")}, {Sizes.Of(source, "Width")}, {stride}, {Sizes.Of(source, "Stride")}, {Sizes.Of(source, "Pitch")}, {name}RunningMean, {moments} + ((nint)task * 2 * {stride}));");
            items.Add(sums);
        }

        var finish = new WorkItem($"{spec.Name}: mean and deviation of the batch", WorkDomain.Single)
            .Reads(moments, Reach.All).Writes(mean, Reach.All).Writes(inverse, Reach.All).Writes(name + "RunningMean", Reach.All);
        finish.Each.Add($"Normalization.Finish({moments}, {stride}, Chunks, (long)Count * {Sizes.Of(source, "Height")} * {Sizes.Of(source, "Width")}, {mean}, {inverse}, {running}, {name}Momentum, {name}Epsilon);");
        items.Add(finish);
    }

    private void AddWholeLayer(Stage stage)
    {
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        var item = new WorkItem($"{layer}: {input.Field} to {output.Field}", WorkDomain.Chunks).Reads(input.Field).Writes(output.Field);
        item.Each.Add(WholeLayers.Forward(model, stage, input.Sample(Sizes), output.Sample(Sizes)));
        item.Output = (layer, output);
        items.Add(item);
    }
}
