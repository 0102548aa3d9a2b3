using System.Globalization;
using DeepTricks.Dsl;

namespace Shared.Reports;

/// <summary>Bare <c>key: value</c> lines in invariant culture, for scripts: the outcome only.</summary>
internal sealed class PlainReport(TextWriter output) : IReport
{
    /// <inheritdoc/>
    public void Say(string sentence)
    {
    }

    /// <inheritdoc/>
    public T ShowTraining<T>(Func<IProgress<TrainingProgress>, T> training) => training(new Silence());

    /// <inheritdoc/>
    public void Show(Outcome outcome)
    {
        Write("test_accuracy", outcome.Readings.Accuracy.ToString("0.######", CultureInfo.InvariantCulture));
        Write("test_loss", outcome.TestLoss.ToString("0.######", CultureInfo.InvariantCulture));
        Write("test_samples", outcome.Readings.Total);
        if (outcome.Training is { } training)
        {
            Write("train_loss", training.Epochs[^1].TrainingLoss.ToString("0.######", CultureInfo.InvariantCulture));
            Write("train_seconds", training.Seconds.ToString("0.###", CultureInfo.InvariantCulture));
            Write("samples_per_second", training.SamplesPerSecond.ToString("0.#", CultureInfo.InvariantCulture));
            Write("train_samples", outcome.TrainingSamples);
            Write("batch", outcome.Options.BatchSize);
            Write("optimizer", outcome.Options.Optimizer.ToString().ToLowerInvariant());
            Write("learning_rate", outcome.Options.LearningRateToUse);
            Write("schedule", outcome.Options.Schedule.ToString().ToLowerInvariant());
        }

        Write("epochs", outcome.Training?.Epochs.Count ?? 0);
        Write("parameters", outcome.Parameters);
        if (outcome.HasForms)
        {
            Write("form", outcome.Options.Form.Name);
        }

        Write("seed", outcome.Options.Seed);
        Write("device", outcome.Device.Id);
        Write("threads", outcome.Device.Threads);
        Write("data", outcome.Options.DataFolder ?? "drawn");
        Write("model_file", outcome.ModelFile);
    }

    private void Write(string key, IFormattable value) => Write(key, value.ToString(null, CultureInfo.InvariantCulture));

    private void Write(string key, string value) => output.WriteLine($"{key}: {value}");

    private sealed class Silence : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }
}
