using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DeepTricks.Dsl.Shapes;

/// <summary>A network as a Mermaid flowchart.</summary>
public static class NetworkDiagram
{
    /// <summary>
    /// One box per layer with its name, declaration and trained parameters; arrows carry the shapes. Taps are arrows only. Lines end in <c>\n</c>.
    /// </summary>
    public static string Text(NetworkSpec spec, IEnumerable<LayerShape> shapes)
    {
        var layers = shapes.ToArray();
        var wiring = NetworkWiring.Of(spec.Layers);
        var text = new StringBuilder("flowchart TD\n");
        text.Append("    sample([\"").Append(InputSettings.Declaration(spec.Input)).Append("\"])\n");
        for (int i = 0; i < layers.Length; i++)
        {
            if (LayerSchema.Of(layers[i].Layer.Kind).IsWire)
            {
                continue;
            }

            long parameters = NetworkTotals.TrainedParametersOf(layers[i]);
            string count = parameters == 0 ? "" : "<br/>" + parameters.ToString("N0", CultureInfo.InvariantCulture) + " parameters";
            string label = layers[i].Layer.Name + "<br/>" + LayerText.Declaration(layers[i].Layer).Replace("\"", "#quot;") + count;
            bool isInput = layers[i].Layer.Kind == LayerKind.Input;
            text.Append("    ").Append(Node(i)).Append(isInput ? "([\"" : "[\"").Append(label).Append(isInput ? "\"])\n" : "\"]\n");
            foreach (int source in wiring.InputsOf(i))
            {
                var shape = source == NetworkWiring.Sample ? layers[0].Input : layers[source].Output;
                text.Append("    ").Append(Node(source)).Append(" -->|").Append(shape).Append("| ").Append(Node(i)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A name that is no word of Mermaid's, such as end, which names of layers may be.</summary>
    private static string Node(int layer) => layer == NetworkWiring.Sample ? "sample" : "layer" + (layer + 1).ToString(CultureInfo.InvariantCulture);
}
