using System.Collections.Generic;
using System.Linq;
using System.Text;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Graph;

/// <summary>The network as a graph of values, each made from earlier ones.</summary>
internal sealed class NetworkGraph(NetworkSpec spec, EquatableArray<LayerShape> shapes)
{
    private readonly List<Node> nodes = [];

    public NetworkSpec Spec { get; } = spec;

    public EquatableArray<LayerShape> Shapes { get; } = shapes;

    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Adds a node and returns it.</summary>
    public Node Add(Operation operation, int layer, SampleShape shape, ParameterRole? parameter, params Node[] inputs)
    {
        var node = new Node(nodes.Count, operation, layer, inputs.Select(i => i.Id).ToEquatableArray(), shape, parameter);
        nodes.Add(node);
        return node;
    }

    /// <summary>Adds the gradient of one of a layer's inputs and returns it.</summary>
    public Node AddInputGradient(int layer, int operand, SampleShape shape, Node outputGradient, Node input)
    {
        var node = new Node(nodes.Count, Operation.InputGradient, layer, EquatableArray.Of(outputGradient.Id, input.Id), shape) { Operand = operand };
        nodes.Add(node);
        return node;
    }

    /// <summary>One line per node, for tests and for people.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        foreach (var node in nodes)
        {
            string name = node.Layer < 0 ? "input" : Spec.Layers[node.Layer].Name;
            string inputs = string.Join(", ", node.Inputs.Select(i => "%" + i));
            string role = node.Parameter is { } parameter ? "." + parameter : node.Operand > 0 ? "." + node.Operand : "";
            text.Append($"%{node.Id} = {node.Operation}{role}({inputs}) : {node.Shape}  # {name}\n");
        }

        return text.ToString();
    }
}
