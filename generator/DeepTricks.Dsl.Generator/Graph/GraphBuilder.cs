using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Graph;

/// <summary>Builds the forward graph of a network whose shapes are known.</summary>
internal static class GraphBuilder
{
    public static NetworkGraph Forward(NetworkSpec spec, EquatableArray<LayerShape> shapes)
    {
        var graph = new NetworkGraph(spec, shapes);
        var current = graph.Add(Operation.Input, -1, spec.Input, null);
        for (int layer = 0; layer < shapes.Count; layer++)
        {
            current = graph.Add(LayerCatalog.Of(spec.Layers[layer].Kind).Operation, layer, shapes[layer].Output, null, current);
        }

        return graph;
    }
}
