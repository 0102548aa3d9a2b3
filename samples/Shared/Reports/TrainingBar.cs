using System.Globalization;
using DeepTricks.Dsl;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Shared.Reports;

/// <summary>The progress bar: epoch, bar, loss, samples per second, time left.</summary>
internal static class TrainingBar
{
    /// <summary>Runs <paramref name="training"/> under a bar that follows its news.</summary>
    public static T Show<T>(IAnsiConsole console, Func<IProgress<TrainingProgress>, T> training) =>
        console.Progress()
            .Columns(
                new NewsColumn(news => $"epoch {news.Epoch}/{news.Epochs}"),
                new ProgressBarColumn { Width = 22 },
                new NewsColumn(news => $"loss {news.Loss:F4}"),
                new NewsColumn(news => $"{news.SamplesPerSecond:N0} samples/s"),
                new NewsColumn(news => $"{news.Remaining:mm\\:ss} left"))
            .Start(context =>
            {
                var task = context.AddTask("training", maxValue: 1);
                return training(new Follower(task));
            });

    private const string NewsKey = "news";

    private sealed class Follower(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.State.Update<TrainingProgress>(NewsKey, _ => value);
            task.Value = ((value.Epoch - 1.0) + ((double)value.Step / value.StepsPerEpoch)) / value.Epochs;
        }
    }

    /// <summary>One of the figures beside the bar.</summary>
    private sealed class NewsColumn(Func<TrainingProgress, FormattableString> write) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var news = task.State.Get<TrainingProgress>(NewsKey);
            return new Text(news.Epochs == 0 ? string.Empty : write(news).ToString(CultureInfo.InvariantCulture));
        }
    }
}
