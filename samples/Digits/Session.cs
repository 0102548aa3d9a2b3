using DeepTricks.Dsl;
using Digits.Reports;

namespace Digits;

/// <summary>One run: digits in, a network trained or loaded, and how well it reads out.</summary>
internal sealed class Session(Options options, IReport report)
{
    /// <summary>Runs until the outcome is shown.</summary>
    /// <param name="stop">Ends the training early.</param>
    /// <exception cref="UserErrorException">The user asked for the impossible; others: <see cref="UserMistakes"/>.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public void Run(CancellationToken stop)
    {
        // What can go wrong goes wrong before half a minute of training, not after it.
        ModelFiles.CheckThatCanBeSaved(options);
        using var network = ModelFiles.CreateNetwork(options);
        var (digits, testDigits) = DigitSource.Read(options, report);
        stop.ThrowIfCancellationRequested();

        var trainer = CreateTrainer(network);
        var training = options.EpochsToTrain > 0
            ? report.ShowTraining(progress => trainer.Fit(digits, progress: progress, cancellationToken: stop))
            : null;
        var test = trainer.Evaluate(testDigits, stop);
        var file = Path.GetFullPath(training is null ? options.LoadFile! : options.SaveFile);
        if (training is not null)
        {
            network.Save(file);
        }

        report.Show(new Outcome
        {
            Options = options,
            Training = training,
            TrainingDigits = digits.Count,
            Readings = new ConfusionMatrix(test.ConfusionMatrix!),
            TestLoss = test.Loss,
            Summary = network.Summary,
            Parameters = network.ParameterCount,
            Threads = network.Device.Threads,
            ModelFile = file,
        });
    }

    private Trainer<DigitNet> CreateTrainer(DigitNet network) => new(network)
    {
        Optimizer = options.Optimizer switch
        {
            OptimizerChoice.Sgd => new Sgd(options.LearningRateToUse) { Momentum = 0.9 },
            OptimizerChoice.Adam => new Adam(options.LearningRateToUse),
            _ => new AdamW(options.LearningRateToUse),
        },
        Schedule = options.Schedule switch
        {
            // Two falls, after a third and after two thirds of the way.
            ScheduleChoice.Step => LearningRateSchedule.Step((options.EpochsToTrain + 2) / 3),
            ScheduleChoice.Cosine => LearningRateSchedule.Cosine(),
            _ => LearningRateSchedule.Constant,
        },
        Epochs = Math.Max(1, options.EpochsToTrain),
        BatchSize = options.BatchSize,
        Seed = options.Seed,
    };
}
