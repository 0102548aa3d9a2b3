using DeepTricks.Dsl;

namespace Shared.Reports;

/// <summary>Where no bar can move: a line for every epoch.</summary>
internal sealed class EpochLines(TextWriter output) : IProgress<TrainingProgress>
{
    private TrainingProgress last;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        // The end of an epoch may go unreported; it shows by the next one's beginning.
        if (value.Epoch != last.Epoch && last.Step != last.StepsPerEpoch)
        {
            Write(last);
        }

        if (value.Step == value.StepsPerEpoch)
        {
            Write(value);
        }

        last = value;
    }

    private void Write(TrainingProgress epoch) => output.WriteLine(FormattableString.Invariant(
        $"epoch {epoch.Epoch}/{epoch.Epochs}: loss {epoch.Loss:F4}, {epoch.SamplesPerSecond:N0} samples/s"));
}
