using System;
using System.Linq;

namespace DeepTricks.Dsl.Generator.Graph;

/// <summary>Checks what every pass may rely on. A violation is a mistake in the compiler, never in the user's network.</summary>
internal static class GraphVerifier
{
    public static void Verify(NetworkGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            Demand(node.Inputs.All(i => i >= 0 && i < node.Id), node, "uses a value that is not made yet");
            Demand(node.Operation == Operation.Input == (node.Inputs.Count == 0), node, "has the wrong number of inputs");
            Demand(node.Layer >= -1 && node.Layer < graph.Shapes.Count, node, "belongs to no layer");
            Demand((node.Operation == Operation.ParameterGradient) == (node.Parameter is not null), node, "names a parameter without being its gradient, or the reverse");
            if (node.Operation == Operation.InputGradient)
            {
                var forward = graph.Nodes.Single(n => !n.IsBackward && n.Layer == node.Layer);
                Demand(graph.Nodes[node.Inputs[0]].Shape.Count == forward.Shape.Count, node, "takes a gradient that is not shaped like its layer's output");
                Demand(node.Shape == graph.Nodes[forward.Inputs[node.Operand]].Shape, node, "is not shaped like its layer's input");
            }

            if (node.Operation == Operation.GradientSum)
            {
                Demand(node.Inputs.All(i => graph.Nodes[i].Shape == node.Shape), node, "adds gradients of different shapes");
            }

            if (node.Operation == Operation.ParameterGradient)
            {
                Demand(graph.Shapes[node.Layer].Parameters.Any(p => p.Role == node.Parameter), node, "is the gradient of a tensor that the layer has not");
            }
        }

        Demand(graph.Nodes.Any(n => n.Operation == Operation.Loss), graph.Nodes[0], "is in a graph without a loss");
        foreach (var node in graph.Nodes.Where(n => !n.IsBackward && n.Operation != Operation.Loss))
        {
            Demand(graph.Nodes.Any(n => !n.IsBackward && n.Inputs.Contains(node.Id)), node, "is read by nothing");
        }
    }

    private static void Demand(bool holds, Node node, string violation)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"compiler error: value %{node.Id} ({node.Operation}) {violation}");
        }
    }
}
