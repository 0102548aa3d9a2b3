using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>What training and prediction programs share: the tensors between stages, the sizes, the buffers and the fields.</summary>
internal sealed class ProgramModel(FusedNetwork network, bool training)
{
    private readonly Dictionary<int, TensorLayout> outputs = new();
    private readonly List<ProgramBuffer> buffers = [];
    private readonly Dictionary<string, string> joints = [];
    private readonly HashSet<string> known = [];
    private GradientPlan? gradients;

    public FusedNetwork Network { get; } = network;

    public bool Training { get; } = training;

    public SizeTable Sizes { get; } = new();

    /// <summary>Where the gradients lie, and who adds to them.</summary>
    public GradientPlan Gradients => gradients ??= new GradientPlan(this);

    /// <summary>Declarations of fields other than buffers.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>Statements of the constructor that set those fields.</summary>
    public List<string> Setup { get; } = [];

    /// <summary>The buffers in the order of first use.</summary>
    public IReadOnlyList<ProgramBuffer> Buffers => buffers;

    /// <summary>The joint buffer that a buffer may lie in.</summary>
    public IReadOnlyDictionary<string, string> Joints => joints;

    /// <summary>The layout of a stored value. One that a concatenation joins lies in the joint tensor, if run-time numbers allow.</summary>
    public TensorLayout Output(int value)
    {
        if (outputs.TryGetValue(value, out var layout))
        {
            return layout;
        }

        var node = Network.Graph.Nodes[value];
        var gather = Network.GatherOf(value);
        string name = gather is null ? Names.Layer(Network, node.Layer) : gather.Input.Layer < 0 ? "samples" : Names.Layer(Network, gather.Input.Layer);
        string field = gather?.Input.Layer < 0 ? "samples" : Names.Field(name) + "Output";
        bool dense = gather is not null && Network.Readers(value).All(s => s.IsProduct);
        string kind = dense ? "Dense" : "Of";
        var border = BorderOf(value);
        var declared = dense ? TensorGeometry.Dense(node.Shape, border.Y, border.X) : TensorGeometry.Of(node.Shape, border.Y, border.X);
        layout = new TensorLayout(field, Names.Member(name), declared, $"TensorGeometry.{kind}({ShapeOf(node)}{border.Given})") { CanHaveBorder = border.Given.Length > 0 };
        if (JointOf(value) is { } concat)
        {
            layout = InJoint(layout, Output(concat.Result), OffsetOf(concat, GradientOrder.OperandOf(concat, value)));
        }

        outputs[value] = layout;
        Buffer(layout);
        return layout;
    }

    /// <summary>A tensor with a value for each of a stored value's, without a border: its gradient, or what a pool took.</summary>
    public TensorLayout Companion(int value, string field, string size)
    {
        var node = Network.Graph.Nodes[value];
        var layout = new TensorLayout(field, size, TensorGeometry.Of(node.Shape), $"TensorGeometry.Of({ShapeOf(node)})");
        Buffer(layout);
        return layout;
    }

    /// <summary>A companion that lies in a joint tensor where it can.</summary>
    public TensorLayout Companion(int value, string field, string size, TensorLayout joint, (int Declared, string Given) offset)
    {
        var node = Network.Graph.Nodes[value];
        var apart = new TensorLayout(field, size, TensorGeometry.Of(node.Shape), $"TensorGeometry.Of({ShapeOf(node)})");
        var layout = InJoint(apart, joint, offset);
        Buffer(layout);
        return layout;
    }

    /// <summary>The channels in front of an operand of a concatenation: declared, and as C# with the run-time numbers.</summary>
    public (int Declared, string Given) OffsetOf(Stage concat, int operand)
    {
        var before = concat.Sources.Take(operand).Select(source => Network.Graph.Nodes[source]).ToArray();
        return (before.Sum(n => n.Shape.Channels), before.Length == 0 ? "0" : string.Join(" + ", before.Select(n => ShapeOf(n) + ".Channels")));
    }

    /// <summary>Declares a field with the channels in front of an operand of a concatenation.</summary>
    public string OffsetField(Stage concat, int operand)
    {
        string field = Names.Field(Names.Layer(Network, concat.FirstLayer)) + "Offset" + operand.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Field("int", field, OffsetOf(concat, operand).Given);
        return field;
    }

    /// <summary>The concatenation whose joint tensor holds a value: the first that reads it, and only where a stage makes the value.</summary>
    public Stage? JointOf(int value) => Network.Producer(value) is null
        ? null
        : Network.Readers(value).FirstOrDefault(s => s.Kind == StageKind.Concat);

    /// <summary>The declaration of a layer.</summary>
    public LayerSpec Spec(int layer) => Network.Graph.Spec.Layers[layer];

    /// <summary>Position of a stored tensor among all of the network, or -1 if the layer has none of that role.</summary>
    public int ParameterIndex(int layer, ParameterRole role) => Network.ParameterIndex(layer, role);

    /// <summary>Whether a layer has a tensor of a role.</summary>
    public bool Has(int layer, ParameterRole role) => ParameterIndex(layer, role) >= 0;

    /// <summary>Declares a buffer of floats.</summary>
    public string Buffer(string field, string length, bool keeps = false)
    {
        if (known.Add(field))
        {
            buffers.Add(new ProgramBuffer(field, length, keeps, null));
        }

        return field;
    }

    /// <summary>Declares a read-only field and the statement that sets it.</summary>
    public void Field(string type, string name, string value)
    {
        if (known.Add(name))
        {
            Fields.Add($"private readonly {type} {name};");
            Setup.Add($"{name} = {value};");
        }
    }

    /// <summary>Declares a field with a tensor's run-time layout.</summary>
    public string Layout(TensorLayout layout)
    {
        string field = Names.Field(layout.Size) + "Layout";
        Field("TensorGeometry", field, Geometry(layout));
        return field;
    }

    /// <summary>Adds a statement of the constructor, once.</summary>
    public void Statement(string statement)
    {
        if (known.Add(statement))
        {
            Setup.Add(statement);
        }
    }

    /// <summary>The run-time layout of a tensor, as C#.</summary>
    public string Geometry(TensorLayout layout) => Sizes.Geometry(layout);

    /// <summary>The window of a convolution or pool with run-time numbers, as C#.</summary>
    public static string Window(int layer) => $"WindowGeometry.Of(shapes[{layer}].Layer, shapes[{layer}].Input.Rank)";

    private static string ShapeOf(Node node) => node.Layer < 0 ? "shapes[0].Input" : $"shapes[{node.Layer}].Output";

    private static TensorLayout InJoint(TensorLayout apart, TensorLayout joint, (int Declared, string Given) offset) => apart with
    {
        Declared = TensorGeometry.Inside(joint.Declared, offset.Declared, apart.Declared),
        Given = $"TensorGeometry.Inside({joint.Size}, {offset.Given}, {apart.Given})",
        CanHaveBorder = apart.CanHaveBorder || joint.CanHaveBorder,
        Joint = joint,
        Offset = offset.Given,
    };

    /// <summary>The border that the convolutions need which read a value, or a value that lies in it.</summary>
    private (int Y, int X, string Given) BorderOf(int value)
    {
        var readers = Windows(value).Distinct().ToArray();
        if (readers.Length == 0)
        {
            return (0, 0, "");
        }

        var declared = readers.Select(layer => WindowGeometry.Of(Spec(layer), Network.Graph.Shapes[layer].Input.Rank)).ToArray();
        string Given(string pad) => readers.Select(layer => Window(layer) + "." + pad).Aggregate((all, next) => $"Math.Max({all}, {next})");
        return (declared.Max(w => w.PadY), declared.Max(w => w.PadX), $", {Given("PadY")}, {Given("PadX")}");
    }

    /// <summary>The convolutions whose padding a value's memory must have room for.</summary>
    private IEnumerable<int> Windows(int value)
    {
        var own = Network.Readers(value).Where(s => s.Kind == StageKind.Convolution).Select(s => s.FirstLayer);
        var parts = Network.Producer(value) is { Kind: StageKind.Concat } concat
            ? concat.Sources.Where(source => JointOf(source) == concat).SelectMany(Windows)
            : [];
        return own.Concat(parts);
    }

    private void Buffer(TensorLayout layout)
    {
        if (!known.Add(layout.Field))
        {
            return;
        }

        string length = $"(long)MaximumBatch * {Geometry(layout)}.Length";
        if (layout.Joint is { } joint)
        {
            joints[layout.Field] = joint.Field;
            Field("bool", layout.Inside, $"TensorGeometry.CanLieInside({Geometry(joint)}, {layout.Offset}, {Geometry(layout)}.Channels)");
            length = $"{layout.Inside} ? 0 : {length}";
        }

        buffers.Add(new ProgramBuffer(layout.Field, length, layout.CanHaveBorder, layout));
    }
}

/// <summary>A buffer of a program.</summary>
/// <param name="Field">Field that holds where it starts.</param>
/// <param name="Length">C# for its floats.</param>
/// <param name="Keeps">Whether it keeps its contents from one step to the next.</param>
/// <param name="Layout">Its layout if it is a tensor, which may lie in a joint one.</param>
internal sealed record ProgramBuffer(string Field, string Length, bool Keeps, TensorLayout? Layout);
