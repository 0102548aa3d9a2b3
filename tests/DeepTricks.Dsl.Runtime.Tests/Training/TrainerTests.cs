using DeepTricks.Dsl.Shapes;
using Microsoft.Extensions.Logging;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void Learns_classes()
    {
        using var network = TinyNetwork.Of(4, 3);
        var trainer = new Trainer<TinyNetwork>(network) { Optimizer = new AdamW(0.01), Epochs = 4, BatchSize = 20 };
        var result = trainer.Fit(TinyData.Classes(1010), TinyData.Classes(300, seed: 2));
        Assert.Equal([1, 2, 3, 4], result.Epochs.Select(e => e.Epoch));
        Assert.True(result.Epochs[3].TrainingLoss < result.Epochs[0].TrainingLoss);
        Assert.InRange(result.Epochs[3].TrainingAccuracy!.Value, 0.99, 1);
        Assert.InRange(result.Epochs[3].Validation!.Accuracy!.Value, 0.99, 1);
        Assert.Equal(result.Epochs.MinBy(e => e.Validation!.Loss), result.Best);
        Assert.Equal(4 * 1010, result.Samples);
        Assert.True(result.SamplesPerSecond > 0 && result.Seconds > 0);
        Assert.Equal(result.Epochs[3].Validation!.Loss, trainer.Evaluate(TinyData.Classes(300, seed: 2)).Loss);
    }

    [Theory]
    [InlineData(LayerKind.MeanSquaredError)]
    [InlineData(LayerKind.BinaryCrossEntropy)]
    public void Learns_numbers(LayerKind loss)
    {
        using var network = TinyNetwork.Of(4, 1, loss);
        var trainer = new Trainer<TinyNetwork>(network) { Optimizer = new Sgd(0.1) { Momentum = 0.9 }, Epochs = 10, BatchSize = 25 };
        var result = trainer.Fit(TinyData.Sums(500, binary: loss == LayerKind.BinaryCrossEntropy));
        Assert.True(result.Best.TrainingLoss < 0.5 * result.Epochs[0].TrainingLoss);
        Assert.Null(result.Best.TrainingAccuracy);
        Assert.Null(result.Best.Validation);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_whatever_the_number_of_threads()
    {
        var weights = new List<float[]>();
        foreach (int threads in (int[])[1, 2, 3, 1])
        {
            using var network = TinyNetwork.Of(4, 3, threads: threads);
            new Trainer<TinyNetwork>(network) { Epochs = 2, BatchSize = 32, ValidationFraction = 0.2, ClipNorm = 1 }.Fit(TinyData.Classes(500));
            weights.Add(network.AllValues());
        }

        Assert.All(weights, other => Assert.Equal(weights[0], other));
        using var seeded = TinyNetwork.Of(4, 3);
        new Trainer<TinyNetwork>(seeded) { Epochs = 2, BatchSize = 32, ValidationFraction = 0.2, ClipNorm = 1, Seed = 99 }.Fit(TinyData.Classes(500));
        Assert.NotEqual(weights[0], seeded.AllValues());
    }

    [Fact]
    public void Holds_out_a_share_when_asked()
    {
        using var network = TinyNetwork.Of(4, 3);
        var trainer = new Trainer<TinyNetwork>(network) { Epochs = 1, ValidationFraction = 0.25 };
        Assert.Equal(50, trainer.Fit(TinyData.Classes(200)).Best.Validation!.Count);
        Assert.Equal(7, trainer.Fit(TinyData.Classes(200), TinyData.Classes(7)).Best.Validation!.Count);
    }

    [Theory]
    [InlineData(false, 25)]
    [InlineData(true, 20)]
    public void The_short_last_batch_is_trained_unless_dropped(bool drop, int samples)
    {
        using var network = TinyNetwork.Of(4, 3);
        var result = new Trainer<TinyNetwork>(network) { Epochs = 2, BatchSize = 10, DropLastBatch = drop }.Fit(TinyData.Classes(25));
        Assert.Equal(2 * samples, result.Samples);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused_before_anything_is_trained()
    {
        using var network = TinyNetwork.Of(4, 3);
        float[] before = network.AllValues();
        Assert.Throws<InvalidOperationException>(
            () => new Trainer<TinyNetwork>(network) { BatchSize = 10, DropLastBatch = true }.Fit(TinyData.Classes(9)));
        Assert.Throws<InvalidOperationException>(
            () => new Trainer<TinyNetwork>(network) { Optimizer = new Sgd(0.1) { Nesterov = true } }.Fit(TinyData.Classes(9)));
        Assert.Equal(before, network.AllValues());
    }

    [Fact]
    public void Normalizing_one_vector_is_refused()
    {
        using var network = new TinyNetwork(TinySpecs.Network(
            SampleShape.Vector(4),
            TinySpecs.Layer(LayerKind.Dense, "dense1", ("Units", 3)),
            TinySpecs.Layer(LayerKind.BatchNorm, "bn1"),
            TinySpecs.Layer(LayerKind.SoftmaxCrossEntropy, "loss1")));
        var exception = Assert.Throws<InvalidOperationException>(() => new Trainer<TinyNetwork>(network) { BatchSize = 1 }.Fit(TinyData.Classes(9)));
        Assert.Contains("'bn1'", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Trainer<TinyNetwork>(network).Fit(TinyData.Classes(1)));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_when_set()
    {
        using var network = TinyNetwork.Of(4, 3);
        var trainer = new Trainer<TinyNetwork>(network);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Epochs = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.BatchSize = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.ClipNorm = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.ClipNorm = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.ValidationFraction = 1);
        Assert.Throws<ArgumentNullException>(() => trainer.Optimizer = null!);
        Assert.Throws<ArgumentNullException>(() => trainer.Schedule = null!);
        Assert.Equal((10, 128, 0.0, 0.0, network.Seed), (trainer.Epochs, trainer.BatchSize, trainer.ClipNorm, trainer.ValidationFraction, trainer.Seed));
    }

    [Fact]
    public void Cancelling_stops_between_steps_and_keeps_the_weights()
    {
        using var network = TinyNetwork.Of(4, 3);
        float[] before = network.AllValues();
        using var source = new CancellationTokenSource();
        var reports = new Reports(report => source.Cancel());
        Assert.Throws<OperationCanceledException>(
            () => new Trainer<TinyNetwork>(network) { Epochs = 1000 }.Fit(TinyData.Classes(5000), progress: reports, cancellationToken: source.Token));
        Assert.Equal((1, 1), (reports.All[0].Epoch, reports.All[0].Step));
        Assert.Single(reports.All);
        Assert.NotEqual(before, network.AllValues());
        network.Predict([1, 2, 3, 4]);
    }

    [Fact]
    public void Progress_comes_ten_times_a_second_at_most_and_at_the_end()
    {
        using var network = TinyNetwork.Of(4, 3);
        var reports = new Reports();
        var result = new Trainer<TinyNetwork>(network) { Epochs = 20, BatchSize = 10 }.Fit(TinyData.Classes(1005), progress: reports);
        Assert.InRange(reports.All.Count, 2, 3 + (int)(result.Seconds * 10));
        Assert.Equal((1, 20, 1, 101), (reports.All[0].Epoch, reports.All[0].Epochs, reports.All[0].Step, reports.All[0].StepsPerEpoch));
        var last = reports.All[^1];
        Assert.Equal((20, 101, TimeSpan.Zero), (last.Epoch, last.Step, last.Remaining));
        Assert.Equal((result.Epochs[^1].TrainingLoss, result.Epochs[^1].TrainingAccuracy), (last.Loss, last.Accuracy));
        Assert.True(last.SamplesPerSecond > 0 && last.Elapsed > TimeSpan.Zero);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        using var network = TinyNetwork.Of(4, 3);
        var data = TinyData.Classes(2000);
        var trainer = new Trainer<TinyNetwork>(network) { BatchSize = 10, ClipNorm = 1, Schedule = LearningRateSchedule.Cosine() };
        var reports = new Silence();

        // The least of several runs: the runtime itself allocates now and then while it compiles methods anew.
        long few = Enumerable.Range(0, 4).Min(_ => Allocated(1));
        long many = Enumerable.Range(0, 4).Min(_ => Allocated(21));

        // 4000 steps more; an epoch may take a result and a stream of random numbers.
        Assert.InRange(many - few, 0, 20 * 1000);

        long Allocated(int epochs)
        {
            trainer.Epochs = epochs;
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Fit(data, progress: reports);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Epochs_are_logged()
    {
        using var network = TinyNetwork.Of(4, 3);
        var log = new Lines();
        new Trainer<TinyNetwork>(network) { Epochs = 3, Logger = log }.Fit(TinyData.Classes(100));
        Assert.Equal(3, log.All.Count(line => line.StartsWith("Epoch ", StringComparison.Ordinal)));
    }

    /// <summary>Keeps all reports.</summary>
    private sealed class Reports(Action<TrainingProgress>? also = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            also?.Invoke(value);
        }
    }

    /// <summary>Keeps no report.</summary>
    private sealed class Silence : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }

    /// <summary>Keeps all lines.</summary>
    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception));
    }
}
