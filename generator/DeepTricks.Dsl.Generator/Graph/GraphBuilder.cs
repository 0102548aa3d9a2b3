using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Graph;

/// <summary>Builds the forward graph of a network whose shapes are known. Taps are looked through: a tapped value is one that several nodes read.</summary>
internal static class GraphBuilder
{
    public static NetworkGraph Forward(NetworkSpec spec, EquatableArray<LayerShape> shapes)
    {
        var graph = new NetworkGraph(spec, shapes);
        var wiring = NetworkWiring.Of(spec.Layers);
        var made = new Dictionary<int, Node> { [NetworkWiring.Sample] = graph.Add(Operation.Input, NetworkWiring.Sample, spec.Input, null) };
        for (int layer = 0; layer < shapes.Count; layer++)
        {
            var kind = spec.Layers[layer].Kind;
            if (!LayerSchema.Of(kind).IsWire)
            {
                var inputs = wiring.InputsOf(layer).Select(value => made[value]).ToArray();
                made[layer] = graph.Add(LayerCatalog.Of(graph.Spec.Layers[layer]).Operation, layer, shapes[layer].Output, null, inputs);
            }
        }

        return graph;
    }
}
