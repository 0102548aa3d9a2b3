using System.Globalization;
using Spectre.Console;

namespace Shared.Reports;

/// <summary>The confusion matrix as a table: a row per class, a column per answer.</summary>
internal static class ConfusionTable
{
    // More columns than these do not fit beside each other.
    private const int MostClasses = 12;
    private const int LongestHeading = 6;

    /// <summary>Whether a line has room for all classes.</summary>
    public static bool CanShow(ConfusionMatrix readings) => readings.Classes.Count <= MostClasses;

    /// <summary>Lays <paramref name="readings"/> out.</summary>
    public static Table Make(ConfusionMatrix readings, Words words)
    {
        var table = new Table().Title($"what was {words.Recognized} (columns) for which {words.One} (rows)").Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(string.Empty).RightAligned());
        foreach (var name in readings.Classes)
        {
            table.AddColumn(new TableColumn(Markup.Escape(Shortened(name))).RightAligned());
        }

        table.AddColumn(new TableColumn("right").RightAligned());
        for (var shown = 0; shown < readings.Classes.Count; shown++)
        {
            table.AddRow(Row(readings, shown));
        }

        return table;
    }

    private static string[] Row(ConfusionMatrix readings, int shown)
    {
        var classes = readings.Classes.Count;
        var cells = new string[classes + 2];
        var total = 0;
        for (var takenFor = 0; takenFor < classes; takenFor++)
        {
            var count = readings[shown, takenFor];
            total += count;
            cells[takenFor + 1] = count == 0 ? "[grey].[/]" : shown == takenFor ? $"[green]{Text(count)}[/]" : $"[red]{Text(count)}[/]";
        }

        cells[0] = $"[bold]{Markup.Escape(readings.Classes[shown])}[/]";
        cells[^1] = total == 0 ? "-" : FormattableString.Invariant($"{100.0 * readings[shown, shown] / total:F1}%");
        return cells;
    }

    private static string Shortened(string name) => name.Length <= LongestHeading ? name : name[..(LongestHeading - 1)] + ".";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
