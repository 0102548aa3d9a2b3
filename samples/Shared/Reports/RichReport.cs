using System.Globalization;
using DeepTricks.Dsl;
using Spectre.Console;

namespace Shared.Reports;

/// <summary>For people: a progress bar, colours and tables, as far as the terminal can show them.</summary>
internal sealed class RichReport : IReport
{
    private readonly IAnsiConsole console;
    private readonly Words words;

    /// <summary>Writes to <paramref name="output"/>, in colour where that is a terminal.</summary>
    public RichReport(TextWriter output, Words words)
    {
        this.words = words;
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
        {
            // A file has no width of its own; the tables need about this much.
            console.Profile.Width = 120;
        }
    }

    /// <inheritdoc/>
    public void Say(string sentence) => Line(sentence);

    /// <inheritdoc/>
    public T ShowTraining<T>(Func<IProgress<TrainingProgress>, T> training) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi
            ? TrainingBar.Show(console, training)
            : training(new EpochLines(console.Profile.Out.Writer));

    /// <inheritdoc/>
    public void Show(Outcome outcome)
    {
        Line();
        if (outcome.Training is { } training)
        {
            var times = training.Epochs.Count == 1 ? "once" : Format($"{training.Epochs.Count} times");
            var speed = Format($"{training.SamplesPerSecond:N0} a second on {Words(outcome.Device)}");
            var loss = training.Epochs[^1].TrainingLoss;
            var seconds = Format($"{training.Seconds:F1} s");
            Line(Format($"Trained on {outcome.TrainingSamples:N0} {words.Many} {times} in {seconds}, {speed}, to a loss of {loss:F4}."));
        }

        var readings = outcome.Readings;
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Test accuracy [green bold]{100 * readings.Accuracy:F2}%[/] ({readings.Correct:N0} of {readings.Total:N0} new {words.Many}).");
        Line();
        if (ConfusionTable.CanShow(readings))
        {
            console.Write(ConfusionTable.Make(readings, words));
        }

        ShowMistakes(readings);
        Line();
        Line(outcome.Summary.TrimEnd());
        Line();
        Line($"The model {(outcome.Training is null ? "was loaded from" : "is saved in")} {outcome.ModelFile}");
    }

    private static string Words(Device device) => device switch
    {
        { Kind: not DeviceKind.Cpu } => device.Name,
        { Threads: 1 } => "1 thread",
        _ => Format($"{device.Threads} threads"),
    };

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void ShowMistakes(ConfusionMatrix readings)
    {
        var worst = string.Join(
            ", ",
            readings.Mistakes().Take(5).Select(mistake => Format($"{mistake.Shown} as {mistake.TakenFor} ({mistake.Count}x)")));
        Line(worst.Length == 0 ? $"Nothing was {words.Mistaken}." : $"Most often {words.Mistaken}: {worst}.");
    }

    /// <summary>Writes a line as it is: Spectre would wrap it at the window's width, paths and the summary's columns too.</summary>
    private void Line(string text = "") => console.Profile.Out.Writer.WriteLine(text);
}
