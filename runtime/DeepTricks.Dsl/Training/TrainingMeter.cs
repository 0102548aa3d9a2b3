using System.Diagnostics;

namespace DeepTricks.Dsl;

/// <summary>Keeps the running means and times of a training run and reports them, at most ten times a second.</summary>
internal sealed class TrainingMeter(int epochs, int stepsPerEpoch, bool countsHits, IProgress<TrainingProgress>? progress)
{
    private static readonly long TicksBetweenReports = Stopwatch.Frequency / 10;

    private readonly long start = Stopwatch.GetTimestamp();
    private long epochStart;
    private long lastReport;
    private long earlierTicks;
    private long epochTicks;
    private int epoch;
    private int step;
    private double lossSum;
    private long hits;
    private long epochSamples;

    /// <summary>Samples trained since the start.</summary>
    public long Samples { get; private set; }

    /// <summary>Mean loss of the epoch's samples so far.</summary>
    public double Loss => lossSum / epochSamples;

    /// <summary>Share of hits among the epoch's samples so far, if hits are counted.</summary>
    public double? Accuracy => countsHits ? (double)hits / epochSamples : null;

    /// <summary>Time of the epoch's steps so far.</summary>
    public double EpochSeconds => (double)epochTicks / Stopwatch.Frequency;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    /// <summary>Samples per second of training, whatever came between the epochs not counted.</summary>
    public double SamplesPerSecond => Samples * (double)Stopwatch.Frequency / Math.Max(1, earlierTicks + epochTicks);

    /// <summary>Starts the next epoch.</summary>
    public void StartEpoch()
    {
        epoch++;
        step = 0;
        lossSum = 0;
        hits = 0;
        epochSamples = 0;
        earlierTicks += epochTicks;
        epochTicks = 0;
        epochStart = Stopwatch.GetTimestamp();
    }

    /// <summary>Counts a step and reports if the last report is long ago, or the step is the very last.</summary>
    public void Add(int samples, double batchLoss, int batchHits)
    {
        step++;
        lossSum += batchLoss;
        hits += batchHits;
        epochSamples += samples;
        Samples += samples;
        long now = Stopwatch.GetTimestamp();
        epochTicks = now - epochStart;
        bool last = step == stepsPerEpoch && epoch == epochs;
        if (progress is not null && (last || lastReport == 0 || now - lastReport >= TicksBetweenReports))
        {
            lastReport = now;
            Report(progress);
        }
    }

    private void Report(IProgress<TrainingProgress> to)
    {
        double done = ((double)(epoch - 1) * stepsPerEpoch) + step;
        double ahead = ((double)epochs * stepsPerEpoch) - done;
        var elapsed = Elapsed;
        to.Report(new TrainingProgress(epoch, epochs, step, stepsPerEpoch, Loss, Accuracy, SamplesPerSecond, elapsed, elapsed * (ahead / done)));
    }
}
