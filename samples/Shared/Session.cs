using DeepTricks.Dsl;
using Shared.Reports;

namespace Shared;

/// <summary>One run: samples in, a network trained or loaded, and how well it does.</summary>
internal sealed class Session(Sample sample, Options options, IReport report)
{
    /// <summary>Runs until the outcome is shown.</summary>
    /// <param name="stop">Ends the training early.</param>
    /// <exception cref="UserErrorException">The user asked for the impossible; others: <see cref="UserMistakes"/>.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public void Run(CancellationToken stop)
    {
        // What can go wrong goes wrong before half a minute of training, not after it.
        ModelFiles.CheckThatCanBeSaved(options);
        var source = sample.Open(options);
        using var network = new ModelFiles(sample, options).CreateNetwork(source);
        var (training, test) = source.Read(network.Spec.Input, report.Say, stop);
        stop.ThrowIfCancellationRequested();

        var trainer = CreateTrainer(network);
        var result = options.EpochsToTrain > 0
            ? report.ShowTraining(progress => trainer.Fit(training, progress: progress, cancellationToken: stop))
            : null;
        var evaluation = trainer.Evaluate(test, stop);
        var file = Path.GetFullPath(result is null ? options.LoadFile! : options.SaveFile);
        if (result is not null)
        {
            network.Save(file);
        }

        report.Show(new Outcome
        {
            Options = options,
            HasForms = sample.Forms.Count > 1,
            Training = result,
            TrainingSamples = training.Count,
            Readings = new ConfusionMatrix(source.Classes, evaluation.ConfusionMatrix!),
            TestLoss = evaluation.Loss,
            Summary = network.Summary,
            Parameters = network.ParameterCount,
            Device = network.Device,
            ModelFile = file,
        });
    }

    private Trainer<Network> CreateTrainer(Network network) => new(network)
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
