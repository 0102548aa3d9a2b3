using System.Globalization;
using Spectre.Console;

namespace Digits.Reports;

/// <summary>The confusion matrix as a table: a row per digit, a column per reading.</summary>
internal static class ConfusionTable
{
    /// <summary>Lays <paramref name="readings"/> out.</summary>
    public static Table Make(ConfusionMatrix readings)
    {
        var table = new Table().Title("what was read (columns) for which digit (rows)").Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(string.Empty).RightAligned());
        for (var reading = 0; reading < 10; reading++)
        {
            table.AddColumn(new TableColumn(Text(reading)).RightAligned());
        }

        table.AddColumn(new TableColumn("right").RightAligned());
        for (var digit = 0; digit < 10; digit++)
        {
            table.AddRow(Row(readings, digit));
        }

        return table;
    }

    private static string[] Row(ConfusionMatrix readings, int digit)
    {
        var cells = new string[12];
        var total = 0;
        for (var reading = 0; reading < 10; reading++)
        {
            var count = readings[digit, reading];
            total += count;
            cells[reading + 1] = count == 0 ? "[grey].[/]" : digit == reading ? $"[green]{Text(count)}[/]" : $"[red]{Text(count)}[/]";
        }

        cells[0] = $"[bold]{Text(digit)}[/]";
        cells[11] = total == 0 ? "-" : FormattableString.Invariant($"{100.0 * readings[digit, digit] / total:F1}%");
        return cells;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
