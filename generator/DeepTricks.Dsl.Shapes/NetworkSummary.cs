using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DeepTricks.Dsl.Shapes;

/// <summary>A network as a table of text for monospaced fonts.</summary>
public static class NetworkSummary
{
    private static readonly string[] Headings = ["Layer", "Declared as", "Output", "Parameters", "Bytes", "FLOPs"];

    /// <summary>
    /// One row per layer (name, declaration, output shape, trained parameters, bytes of all its stored tensors, FLOPs of its forward pass
    /// for one sample), their totals, and the activation memory of one sample. Lines end in <c>\n</c>.
    /// </summary>
    public static string Text(NetworkSpec spec, IReadOnlyCollection<LayerShape> shapes)
    {
        var totals = NetworkTotals.Of(shapes);
        var rows = new List<string[]> { Headings, new[] { "input", InputSettings.Declaration(spec.Input), spec.Input.ToString(), "", "", "" } };
        rows.AddRange(shapes.Where(shape => !LayerSchema.Of(shape.Layer.Kind).IsWire).Select(shape => new[]
        {
            shape.Layer.Name,
            LayerText.Declaration(shape.Layer),
            shape.Output.ToString(),
            Count(NetworkTotals.TrainedParametersOf(shape)),
            Count(NetworkTotals.WeightBytesOf(shape)),
            Count(shape.FlopsPerSample),
        }));
        string[] total = ["total", "", "", Total(totals.TrainedParameters), Total(totals.WeightBytes), Total(totals.FlopsPerSample)];
        var widths = Headings.Select((_, column) => rows.Append(total).Max(row => row[column].Length)).ToArray();
        string rule = new('-', widths.Sum() + (2 * (widths.Length - 1)));

        var text = new StringBuilder();
        AppendRow(text, rows[0], widths);
        text.Append(rule).Append('\n');
        foreach (var row in rows.Skip(1))
        {
            AppendRow(text, row, widths);
        }

        text.Append(rule).Append('\n');
        AppendRow(text, total, widths);
        return text
            .Append("Activations of one sample: ").Append(Total(totals.ActivationBytesPerSample)).Append(" bytes\n")
            .ToString();
    }

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (int i = 0; i < cells.Length; i++)
        {
            line.Append(i == 0 ? "" : "  ").Append(i < 3 ? cells[i].PadRight(widths[i]) : cells[i].PadLeft(widths[i]));
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static string Count(long count) => count == 0 ? "" : Total(count);

    private static string Total(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
