using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>What the training and prediction programs of a GPU share: tensors between stages, buffers, fields, and the launches in order.</summary>
internal sealed class GpuModel(FusedNetwork network, bool training)
{
    private readonly Dictionary<string, GpuBuffer> buffers = [];
    private readonly Dictionary<int, GpuTensorModel> gradients = [];
    private readonly List<GpuPart> parts = [];
    private readonly HashSet<string> known = [];

    public FusedNetwork Network { get; } = network;

    public bool Training { get; } = training;

    /// <summary>Who writes gradients, and who adds to them.</summary>
    public GradientOrder Order { get; } = new(network);

    /// <summary>The launches of a run.</summary>
    public List<GpuLaunch> Launches { get; } = [];

    /// <summary>Declarations of fields other than buffers.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>Statements of the constructor before memory is allocated: products, which say how much they need.</summary>
    public List<string> Planning { get; } = [];

    /// <summary>Statements of the constructor behind that.</summary>
    public List<string> Setup { get; } = [];

    /// <summary>The buffers in the order of first use.</summary>
    public IEnumerable<GpuBuffer> Buffers => buffers.Values;

    /// <summary>The tensors that lie in others, each behind the one that it lies in.</summary>
    public IEnumerable<GpuPart> Parts => parts;

    /// <summary>The declaration of a layer.</summary>
    public LayerSpec Spec(int layer) => Network.Graph.Spec.Layers[layer];

    /// <summary>A stored value.</summary>
    public GpuTensorModel Output(int value)
    {
        var node = Network.Graph.Nodes[value];
        var gather = Network.GatherOf(value);
        string field = gather is null ? Names.Field(Names.Layer(Network, node.Layer)) + "Output"
            : gather.Input.Layer < 0 ? "samples" : Names.Field(Names.Layer(Network, gather.Input.Layer)) + "Output";
        return JointOf(value) is { } concat ? Part(field, value, Output(concat.Result), concat) : Tensor(field, value);
    }

    /// <summary>
    /// The concatenation in whose result a value lies, so that nothing is copied: the first that reads it. What products and losses make or read
    /// is copied: they take no tensor whose pixels lie apart.
    /// </summary>
    public Stage? JointOf(int value) => Network.Producer(value) is null || MustBeDense(value)
        ? null
        : Network.Readers(value).FirstOrDefault(reader => reader.Kind == StageKind.Concat);

    /// <summary>Whether an operand of a concatenation lies in its result.</summary>
    public bool IsInPlace(Stage concat, int operand) =>
        JointOf(concat.Sources[operand]) == concat && GradientOrder.OperandOf(concat, concat.Sources[operand]) == operand;

    /// <summary>C# for an operand's place in the result of a concatenation, or in its gradient, in a launch.</summary>
    public string Place(Stage concat, int operand, GpuTensorModel joint) => Place(concat, operand, joint, value => Output(value).Field);

    /// <summary>A tensor with a number for each of a stored value's: its gradient, or what a pool took.</summary>
    public GpuTensorModel Tensor(string field, int value)
    {
        var node = Network.Graph.Nodes[value];
        string given = ShapeOf(node);
        buffers[field] = buffers.TryGetValue(field, out var before) ? before : new GpuBuffer(field, $"(long)maximumBatch * {given}.Count", given);
        return new GpuTensorModel(field, node.Shape, given);
    }

    /// <summary>A buffer of floats.</summary>
    public string Buffer(string field, string floats)
    {
        buffers[field] = new GpuBuffer(field, floats, null);
        return field;
    }

    /// <summary>Whether a stage's part of a gradient is where the gradient of its own result is.</summary>
    public bool IsShared(int value, Stage stage, int operand = 0) => Order.CanShare(value, stage, operand)
        && (stage.Kind == StageKind.Concat ? IsInPlace(stage, operand) : !MustBeDense(value) || !IsPart(Gradient(stage.Result)));

    /// <summary>Where the gradient of a stored value lies.</summary>
    public GpuTensorModel Gradient(int value)
    {
        if (!gradients.TryGetValue(value, out var gradient))
        {
            var (stage, operand) = Order.First(value);
            string field = Names.Field(Names.Layer(Network, Network.Graph.Nodes[value].Layer)) + "Gradient";
            gradient = !IsShared(value, stage, operand) ? Tensor(field, value)
                : stage.Kind == StageKind.Concat ? Part(field, value, Gradient(stage.Result), stage)
                : Gradient(stage.Result);
            gradients[value] = gradient;
        }

        return gradient;
    }

    /// <summary>Position of a stored tensor among all of the network, or -1 if the layer has none of that role.</summary>
    public int ParameterIndex(int layer, ParameterRole role) => Network.ParameterIndex(layer, role);

    /// <summary>Whether a layer has a tensor of a role.</summary>
    public bool Has(int layer, ParameterRole role) => ParameterIndex(layer, role) >= 0;

    /// <summary>Declares a read-only field and the statement that sets it, once.</summary>
    public void Field(string type, string name, string value, bool plans = false)
    {
        if (known.Add(name))
        {
            Fields.Add($"private readonly {type} {name};");
            (plans ? Planning : Setup).Add($"{name} = {value};");
        }
    }

    /// <summary>C# for the window of a convolution or pool with run-time numbers.</summary>
    public string Window(int layer) => Spec(layer).Kind == LayerKind.GlobalAveragePool
        ? $"WindowSize.Whole(shapes[{layer}].Input)"
        : $"WindowSize.Of(WindowGeometry.Of(shapes[{layer}].Layer, shapes[{layer}].Input.Rank))";

    /// <summary>Adds a launch.</summary>
    public void Launch(string title, string statement, params string[] touched) =>
        Launches.Add(new GpuLaunch(title, statement, [.. touched.Select(BufferOf).Distinct()]));

    /// <summary>A shape for a comment.</summary>
    public static string Text(GpuTensorModel tensor) =>
        $"{tensor.Field} [{(tensor.Declared.Rank == SampleRank.Vector ? "" : $"{tensor.Declared.Height}x{tensor.Declared.Width}x")}{tensor.Declared.Channels}]";

    /// <summary>Whether a product or a loss makes or reads a value, and with it the value's gradient: then nothing may lie between its pixels.</summary>
    private bool MustBeDense(int value) => IsDense(Network.Producer(value)) || Network.Readers(value).Any(IsDense);

    private bool IsPart(GpuTensorModel tensor) => parts.Any(part => part.Field == tensor.Field);

    private static bool IsDense(Stage? stage) => stage?.Kind is StageKind.Convolution or StageKind.Dense or StageKind.Loss;

    private GpuTensorModel Part(string field, int value, GpuTensorModel joint, Stage concat)
    {
        var node = Network.Graph.Nodes[value];
        if (parts.All(part => part.Field != field))
        {
            // Where fields are set, those of the other operands may not be.
            string place = Place(concat, GradientOrder.OperandOf(concat, value), joint, other => ShapeOf(Network.Graph.Nodes[other]));
            parts.Add(new GpuPart(field, joint.Field, place));
        }

        return new GpuTensorModel(field, node.Shape, ShapeOf(node));
    }

    private static string Place(Stage concat, int operand, GpuTensorModel joint, Func<int, string> tensorOf)
    {
        string first = operand == 0 ? "0" : string.Join(" + ", concat.Sources.Take(operand).Select(source => tensorOf(source) + ".Channels"));
        return $"{joint.Field}.Part({first}, {tensorOf(concat.Sources[operand])}.Channels)";
    }

    /// <summary>The buffer that a tensor lies in.</summary>
    private string BufferOf(string field)
    {
        while (parts.Find(part => part.Field == field) is { } part)
        {
            field = part.Joint;
        }

        return field;
    }

    private static string ShapeOf(Node node) => node.Layer < 0 ? "shapes[0].Input" : $"shapes[{node.Layer}].Output";
}
