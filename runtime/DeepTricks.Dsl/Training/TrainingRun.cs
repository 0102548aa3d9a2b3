using DeepTricks.Dsl.Shapes;
using Microsoft.Extensions.Logging;

namespace DeepTricks.Dsl;

/// <summary>What a training run needs to know besides its data.</summary>
internal sealed record TrainingOptions(
    Optimizer Optimizer, LearningRateSchedule Schedule, int Epochs, double ClipNorm, ulong Seed, bool Shuffle, ILogger? Logger);

/// <summary>One run of training: epochs of steps, a good state kept after each epoch.</summary>
internal sealed class TrainingRun(
    Network network,
    TrainingOptions options,
    BatchPlan plan,
    Dataset data,
    Dataset? validation,
    IProgress<TrainingProgress>? progress,
    CancellationToken cancellationToken)
{
    private readonly TrainingMeter meter = new(options.Epochs, plan.Batches, network.Loss == LayerKind.SoftmaxCrossEntropy, progress);
    private readonly ShuffledOrder order = new(data.Count, options.Seed);
    private readonly Evaluator? evaluator = validation is null ? null : new Evaluator(network);
    private readonly Queue<(Batch Batch, OptimizerStep Update)> pending = new(ITrainingSteps.MostOutcomes);
    private long step;
    private double learningRate;

    public TrainingResult Run()
    {
        var epochs = new List<EpochResult>();
        using var program = network.NewTraining(plan.LargestBatch);
        var lastGood = program.Snapshot();
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            RunEpoch(program, epoch, lastGood);
            lastGood = program.Snapshot(lastGood);
            var judged = validation is null ? null : evaluator!.Run(validation, cancellationToken);
            var result = new EpochResult(epoch, meter.Loss, meter.Accuracy, judged, learningRate, meter.EpochSeconds);
            epochs.Add(result);
            Log(result);
        }

        return new TrainingResult(
            epochs.AsReadOnly(), epochs.MinBy(Score)!, meter.Samples, meter.Elapsed.TotalSeconds, meter.SamplesPerSecond);
    }

    private static double Score(EpochResult epoch)
    {
        double loss = epoch.Validation?.Loss ?? epoch.TrainingLoss;
        return double.IsNaN(loss) ? double.PositiveInfinity : loss;
    }

    private void RunEpoch(ITrainingSteps program, int epoch, TrainingSnapshot lastGood)
    {
        int[] samples = options.Shuffle ? order.ForEpoch(epoch) : order.Natural();
        long totalSteps = (long)options.Epochs * plan.Batches;
        meter.StartEpoch();
        for (int i = 0; i < plan.Batches; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = new Batch(data, samples, plan.First(i), plan.CountOf(i));
            learningRate = options.Optimizer.LearningRate * options.Schedule.Factor(step, totalSteps, plan.Batches);
            step++;
            var update = options.Optimizer.At(step, learningRate) with { ClipNorm = options.ClipNorm, Seed = options.Seed };
            program.Step(batch, update);
            pending.Enqueue((batch, update));
            TakeOutcomes(program, epoch, lastGood, waits: i == plan.Batches - 1);
        }

        // The last update of the epoch may have gone wrong with no loss after it to show that; such a state is not a good one.
        foreach (var parameter in network.Parameters)
        {
            if (FiniteCheck.FirstNotFinite(parameter.Values.AsSpan(parameter.PackedLength)) >= 0)
            {
                throw Diverged(program, lastGood, network.Spec.Layers[parameter.Layer].Name, epoch, step, "a weight");
            }
        }
    }

    /// <summary>Counts what the steps brought, as far as that is known: a device may compute them behind the caller.</summary>
    private void TakeOutcomes(ITrainingSteps program, int epoch, TrainingSnapshot lastGood, bool waits)
    {
        while (program.TryTake(out var outcome, waits))
        {
            var (batch, update) = pending.Dequeue();
            if (!double.IsFinite(outcome.LossSum))
            {
                string layer = program.FirstNonFiniteLayer(batch, update) ?? network.Spec.Layers[^1].Name;
                throw Diverged(program, lastGood, layer, epoch, update.Step, "the loss");
            }

            meter.Add(batch.Count, outcome.LossSum, outcome.Correct);
        }
    }

    private TrainingDivergedException Diverged(ITrainingSteps program, TrainingSnapshot lastGood, string layer, int epoch, long failedStep, string what)
    {
        program.Restore(lastGood);
        if (options.Logger is not null)
        {
            TrainingLog.Diverged(options.Logger, epoch, failedStep, layer);
        }

        return new TrainingDivergedException(layer, epoch, failedStep, what);
    }

    private void Log(EpochResult result)
    {
        if (options.Logger is not null)
        {
            TrainingLog.EpochDone(
                options.Logger,
                result.Epoch,
                options.Epochs,
                result.TrainingLoss,
                result.TrainingAccuracy,
                result.Validation?.Loss,
                result.Validation?.Accuracy,
                result.Seconds);
        }
    }
}
