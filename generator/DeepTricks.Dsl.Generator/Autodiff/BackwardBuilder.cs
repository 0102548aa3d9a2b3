using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;

namespace DeepTricks.Dsl.Generator.Autodiff;

/// <summary>
/// Turns a forward graph into one that also has the gradient of every trained tensor, node by node from the losses back. A value that
/// several nodes read has the sum of what they send back.
/// </summary>
internal static class BackwardBuilder
{
    public static void Differentiate(NetworkGraph graph)
    {
        var forward = graph.Nodes.ToArray();
        var learns = Learning(graph, forward);
        var gradients = new Dictionary<int, Node>();
        foreach (var loss in forward.Where(n => n.Operation == Operation.Loss))
        {
            var prediction = graph.Nodes[loss.Inputs[0]];
            Add(graph, gradients, prediction, graph.Add(Operation.LossGradient, loss.Layer, prediction.Shape, null, prediction));
        }

        foreach (var node in forward.Reverse().Where(n => learns.Contains(n.Id) && n.Operation is not (Operation.Loss or Operation.Input)))
        {
            var rule = LayerCatalog.Of(graph.Spec.Layers[node.Layer]);
            var gradient = gradients[node.Id];
            rule.DifferentiateParameters(graph, node, gradient);
            for (int operand = 0; operand < node.Inputs.Count; operand++)
            {
                var input = graph.Nodes[node.Inputs[operand]];
                if (learns.Contains(input.Id))
                {
                    Add(graph, gradients, input, rule.DifferentiateInput(graph, node, operand, gradient));
                }
            }
        }
    }

    private static void Add(NetworkGraph graph, Dictionary<int, Node> gradients, Node value, Node part) =>
        gradients[value.Id] = gradients.TryGetValue(value.Id, out var others)
            ? graph.Add(Operation.GradientSum, value.Layer, value.Shape, null, others, part)
            : part;

    /// <summary>The values whose gradient reaches something trained: at them or before them.</summary>
    private static HashSet<int> Learning(NetworkGraph graph, Node[] forward)
    {
        var learns = new HashSet<int>();
        foreach (var node in forward)
        {
            if (node.Inputs.Any(learns.Contains) || (node.Layer >= 0 && graph.Shapes[node.Layer].Parameters.Any(p => p.IsTrained)))
            {
                learns.Add(node.Id);
            }
        }

        return learns;
    }
}
