using System.Linq;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;

namespace DeepTricks.Dsl.Generator.Autodiff;

/// <summary>Turns a forward graph into one that also has the gradient of every trained tensor, layer by layer from the loss back.</summary>
internal static class BackwardBuilder
{
    public static void Differentiate(NetworkGraph graph)
    {
        var loss = graph.Nodes.Single(n => n.Operation == Operation.Loss);
        var prediction = graph.Nodes[loss.Inputs[0]];
        var gradient = graph.Add(Operation.LossGradient, loss.Layer, prediction.Shape, null, prediction);
        int firstTrained = graph.Shapes.Select((shape, layer) => (shape, layer)).First(s => s.shape.Parameters.Any(p => p.IsTrained)).layer;
        for (int layer = loss.Layer - 1; layer >= firstTrained; layer--)
        {
            var node = graph.Nodes.Single(n => !n.IsBackward && n.Layer == layer);
            gradient = LayerCatalog.Of(graph.Spec.Layers[layer].Kind).Differentiate(graph, node, graph.Nodes[node.Inputs[0]], gradient);
        }
    }
}
