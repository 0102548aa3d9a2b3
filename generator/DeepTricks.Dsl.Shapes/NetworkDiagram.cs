using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DeepTricks.Dsl.Shapes;

/// <summary>A network as a Mermaid flowchart.</summary>
public static class NetworkDiagram
{
    /// <summary>One box per layer with its name, declaration and trained parameters; arrows carry the shapes. Lines end in <c>\n</c>.</summary>
    public static string Text(NetworkSpec spec, IEnumerable<LayerShape> shapes)
    {
        var text = new StringBuilder("flowchart TD\n");
        string source = "sample";
        text.Append("    ").Append(source).Append("([\"").Append(InputSettings.Declaration(spec.Input)).Append("\"])\n");
        foreach (var (shape, index) in shapes.Select((shape, index) => (shape, index)))
        {
            // Names of layers may be words of Mermaid's, such as end.
            string node = "layer" + (index + 1).ToString(CultureInfo.InvariantCulture);
            long parameters = NetworkTotals.TrainedParametersOf(shape);
            string count = parameters == 0 ? "" : "<br/>" + parameters.ToString("N0", CultureInfo.InvariantCulture) + " parameters";
            text.Append("    ").Append(node).Append("[\"").Append(shape.Layer.Name).Append("<br/>").Append(LayerText.Declaration(shape.Layer)).Append(count).Append("\"]\n");
            text.Append("    ").Append(source).Append(" -->|").Append(shape.Input).Append("| ").Append(node).Append('\n');
            source = node;
        }

        return text.ToString();
    }
}
