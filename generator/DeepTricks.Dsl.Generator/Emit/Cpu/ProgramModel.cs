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
    private readonly List<(string Field, string Length, bool Keeps)> buffers = [];
    private readonly HashSet<string> known = [];

    public FusedNetwork Network { get; } = network;

    public bool Training { get; } = training;

    public SizeTable Sizes { get; } = new();

    /// <summary>Declarations of fields other than buffers.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>Statements of the constructor that set those fields.</summary>
    public List<string> Setup { get; } = [];

    /// <summary>The buffers in the order of first use: field, C# of its floats, and whether it keeps its contents between steps.</summary>
    public IReadOnlyList<(string Field, string Length, bool Keeps)> Buffers => buffers;

    /// <summary>The layout of a stored value.</summary>
    public TensorLayout Output(int value)
    {
        if (outputs.TryGetValue(value, out var layout))
        {
            return layout;
        }

        var node = Network.Graph.Nodes[value];
        bool gathered = value == Network.Gathered;
        string name = gathered ? "samples" : Names.Layer(Network, node.Layer);
        string shape = gathered ? "shapes[0].Input" : $"shapes[{node.Layer}].Output";
        var reader = Network.Readers(value).FirstOrDefault(s => s.Kind == StageKind.Convolution);
        bool dense = gathered && Network.Readers(value).All(s => s.IsProduct);
        string kind = dense ? "Dense" : "Of";
        int borderY = 0;
        int borderX = 0;
        string borders = "";
        if (reader is not null)
        {
            var window = WindowGeometry.Of(Spec(reader.FirstLayer), node.Shape.Rank);
            (borderY, borderX) = (window.PadY, window.PadX);
            string given = $"WindowGeometry.Of(shapes[{reader.FirstLayer}].Layer, shapes[{reader.FirstLayer}].Input.Rank)";
            borders = $", {given}.PadY, {given}.PadX";
        }

        var declared = dense ? TensorGeometry.Dense(node.Shape, borderY, borderX) : TensorGeometry.Of(node.Shape, borderY, borderX);
        layout = new TensorLayout(
            gathered ? "samples" : Names.Field(name) + "Output", Names.Member(name), declared, $"TensorGeometry.{kind}({shape}{borders})");
        outputs[value] = layout;
        Buffer(layout);
        return layout;
    }

    /// <summary>A tensor with a value for each of a stored value's, without a border: its gradient, or what a pool took.</summary>
    public TensorLayout Companion(int value, string field, string size)
    {
        var node = Network.Graph.Nodes[value];
        string shape = node.Layer < 0 ? "shapes[0].Input" : $"shapes[{node.Layer}].Output";
        var layout = new TensorLayout(field, size, TensorGeometry.Of(node.Shape), $"TensorGeometry.Of({shape})");
        Buffer(layout);
        return layout;
    }

    /// <summary>The declaration of a layer.</summary>
    public LayerSpec Spec(int layer) => Network.Graph.Spec.Layers[layer];

    /// <summary>Position of a stored tensor among all of the network, or -1 if the layer has none of that role.</summary>
    public int ParameterIndex(int layer, ParameterRole role)
    {
        int index = 0;
        for (int i = 0; i < Network.Graph.Shapes.Count; i++)
        {
            foreach (var parameter in Network.Graph.Shapes[i].Parameters)
            {
                if (i == layer && parameter.Role == role)
                {
                    return index;
                }

                index++;
            }
        }

        return -1;
    }

    /// <summary>Whether a layer has a tensor of a role.</summary>
    public bool Has(int layer, ParameterRole role) => Network.Graph.Shapes[layer].Parameters.Any(p => p.Role == role);

    /// <summary>Declares a buffer of floats.</summary>
    public string Buffer(string field, string length, bool keeps = false)
    {
        if (known.Add(field))
        {
            buffers.Add((field, length, keeps));
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

    /// <summary>The stage whose chain reads a product's output, or null.</summary>
    public Stage? ChainBehind(Stage product) => Network.Readers(product.Result).SingleOrDefault(s => s.Kind == StageKind.Chain);

    /// <summary>The window of a convolution or pool with run-time numbers, as C#.</summary>
    public static string Window(int layer) => $"WindowGeometry.Of(shapes[{layer}].Layer, shapes[{layer}].Input.Rank)";

    private void Buffer(TensorLayout layout) =>
        Buffer(layout.Field, $"(long)MaximumBatch * {Geometry(layout)}.Length", layout.CanHaveBorder);
}
