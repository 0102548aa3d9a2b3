using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>A chain as GPU kernels see it: its tensors, the fields of the structure that its kernels receive, and which kernels it has.</summary>
internal sealed class GpuChain
{
    private readonly GpuModel model;
    private readonly List<(string Type, string Name, string Value)> numbers = [];

    public GpuChain(GpuModel model, Stage stage)
    {
        this.model = model;
        Chain = new ChainModel(model.Network, stage);
        Source = model.Output(stage.Source);
        Result = model.Output(stage.Result);
        Taken = model.Training && stage.Pool is { } pool ? model.Tensor(Chain.Taken, pool.Id) : null;
        if (model.Training && model.Network.Learns(stage.Result))
        {
            Gradient = model.Gradient(stage.Result);
            HasGradientLoop = stage.Nodes.Any(n => n.Operation != Operation.MaxPool);
            NeedsSpread = model.Network.Learns(stage.Source) && (stage.Pool is not null || stage.Normalization is not null || !model.IsShared(stage.Source, stage));
            SourceGradient = NeedsSpread ? model.Gradient(stage.Source) : null;
            Adds = NeedsSpread && model.Order.Adds(stage.Source, stage);
        }

        AddNumbers();
    }

    public ChainModel Chain { get; }

    public GpuTensorModel Source { get; }

    public GpuTensorModel Result { get; }

    /// <summary>What the pool took, in training.</summary>
    public GpuTensorModel? Taken { get; }

    /// <summary>The gradient of the result, which backward changes in place.</summary>
    public GpuTensorModel? Gradient { get; }

    /// <summary>The gradient of the source, if a kernel of the chain writes it.</summary>
    public GpuTensorModel? SourceGradient { get; }

    /// <summary>Whether backward changes the gradient of the result before it is spread.</summary>
    public bool HasGradientLoop { get; }

    /// <summary>Whether backward spreads the gradient over the source.</summary>
    public bool NeedsSpread { get; }

    /// <summary>Whether the spread adds to what another reader of the source left.</summary>
    public bool Adds { get; }

    /// <summary>
    /// Whether each group owns some channels of the whole batch, so that statistics and sums stay in the group: vectors, which are few numbers
    /// for each channel.
    /// </summary>
    public bool OwnsColumns => Result.Declared.Rank == SampleRank.Vector && Source.Declared.Rank == SampleRank.Vector && Chain.Stage.Pool is null;

    /// <summary>Whether the sums of several groups have to be added up: backward sums, and no group has all of a channel.</summary>
    public bool LeavesParts => Chain.Sums.Count > 0 && !OwnsColumns;

    /// <summary>The structure that the kernels receive.</summary>
    public string Type => Chain.Method + "Numbers";

    /// <summary>The field that holds it.</summary>
    public string Field => Names.Field(Chain.Method) + "Numbers";

    /// <summary>The structure's fields.</summary>
    public IEnumerable<(string Type, string Name, string Value)> Numbers => numbers;

    /// <summary>The name of the C# variable with a sum.</summary>
    public string Sum((int Layer, ParameterRole Role) sum) => Names.Tensor(model.Spec(sum.Layer).Name, sum.Role) + "Sum";

    /// <summary>The field with the gradient of a tensor.</summary>
    public string GradientOf((int Layer, ParameterRole Role) sum) => Names.Member(Names.Tensor(model.Spec(sum.Layer).Name, sum.Role)) + "Gradient";

    /// <summary>The learned tensors that are one number for all channels: what the kernels sum for each channel is added up behind them.</summary>
    public IEnumerable<(int Layer, ParameterRole Role)> OneNumbers => Gradient is null ? [] : Chain.Sums.Where(IsOneNumber);

    /// <summary>The buffer with the sums of the channels for such a tensor.</summary>
    public string OfChannels((int Layer, ParameterRole Role) sum) => Names.Tensor(model.Spec(sum.Layer).Name, sum.Role) + "OfChannels";

    private bool IsOneNumber((int Layer, ParameterRole Role) sum) =>
        LayerCatalog.Of(model.Spec(sum.Layer)) is { Pointwise: not null } rule && rule.LeafOf(sum.Role).Kind == LeafKind.Tensor;

    /// <summary>The buffers that a kernel of the chain touches.</summary>
    public string[] Touched(params GpuTensorModel?[] tensors) =>
    [
        .. tensors.Where(t => t is not null).Select(t => t!.Field),
        .. model.Training && Chain.Stage.Normalization is { } own ? new[] { Statistic(own, "Mean"), Statistic(own, "Inverse") } : [],
        .. tensors.Contains(Gradient) ? OneNumbers.Select(OfChannels) : [],
        .. LeavesParts && Gradient is not null && tensors.Contains(Gradient) ? [Chain.Partials] : Enumerable.Empty<string>(),
    ];

    /// <summary>The buffer with a statistic of the batch.</summary>
    public string Statistic(Node normalization, string name) => Names.Field(Chain.Spec(normalization).Name) + name;

    private void AddNumbers()
    {
        Add("GpuTensor", "Source", Source.Field);
        Add("GpuTensor", "Result", Result.Field);
        AddTensor("Taken", Taken);
        AddTensor("Gradient", Gradient);
        AddTensor("SourceGradient", SourceGradient);
        if (Chain.Stage.Pool is { } pool)
        {
            Add("WindowSize", "Window", model.Window(pool.Layer));
        }

        foreach (var node in Chain.Stage.Nodes)
        {
            AddNumbers(node);
        }

        if (Gradient is null || Chain.Sums.Count == 0)
        {
            return;
        }

        if (LeavesParts)
        {
            Add("ArrayView<float>", "Sums", model.Buffer(Chain.Partials, $"{Chain.Sums.Count}L * MostParts * {Result.Given}.Channels"));
        }

        foreach (var sum in Chain.Sums)
        {
            string value = IsOneNumber(sum)
                ? model.Buffer(OfChannels(sum), $"{Result.Given}.Channels")
                : $"ParameterGradient({model.ParameterIndex(sum.Layer, sum.Role)})";
            Add("ArrayView<float>", GradientOf(sum), value);
        }
    }

    private void AddNumbers(Node node)
    {
        var spec = Chain.Spec(node);
        string member = Names.Member(spec.Name);
        void Tensor(ParameterRole role) => Add("ArrayView<float>", member + role, $"Parameter({model.ParameterIndex(node.Layer, role)})");
        void Setting(string name) => Add("float", member + name, $"Setting({node.Layer}, \"{name}\")");
        if (node.Operation == Operation.BatchNormalization)
        {
            Tensor(ParameterRole.NormScale);
            Tensor(ParameterRole.NormShift);
            if (model.Training)
            {
                Add("ArrayView<float>", member + "Mean", model.Buffer(Statistic(node, "Mean"), $"{Source.Given}.Channels"));
                Add("ArrayView<float>", member + "Inverse", model.Buffer(Statistic(node, "Inverse"), $"{Source.Given}.Channels"));
            }

            if (!model.Training || OwnsColumns)
            {
                Tensor(ParameterRole.RunningMean);
                Tensor(ParameterRole.RunningVariance);
                Setting("Epsilon");
            }

            if (model.Training && OwnsColumns)
            {
                Setting("Momentum");
            }

            return;
        }

        switch (spec.Kind)
        {
            case LayerKind.Dropout when model.Training:
                Add("uint", member + "Threshold", $"DropoutNumbers.Threshold(Setting({node.Layer}, \"Rate\"))");
                Add("float", member + "Factor", $"DropoutNumbers.Factor(Setting({node.Layer}, \"Rate\"))");
                break;
            case LayerKind.Dropout:
                break;
            case LayerKind.Rescale:
                string rescale = $"RescaleNumbers.Of(Setting({node.Layer}, \"Low\"), Setting({node.Layer}, \"High\"))";
                Add("float", member + "Factor", rescale + ".Factor");
                Add("float", member + "Summand", rescale + ".Summand");
                break;
            default:
                foreach (var role in LayerCatalog.Of(spec).Trained)
                {
                    Tensor(role);
                }

                foreach (var leaf in (LayerCatalog.Of(spec).Pointwise?.Leaves ?? []).Where(leaf => leaf.Kind == LeafKind.Uniform))
                {
                    Setting(leaf.Name);
                }

                break;
        }
    }

    private void AddTensor(string name, GpuTensorModel? tensor)
    {
        if (tensor is not null)
        {
            Add("GpuTensor", name, tensor.Field);
        }
    }

    private void Add(string type, string name, string value) => numbers.Add((type, name, value));
}
