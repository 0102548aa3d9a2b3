using DeepTricks.Dsl.Shapes;
using Microsoft.Extensions.Logging;

namespace DeepTricks.Dsl;

/// <summary>
/// Trains a network: <c>new Trainer&lt;DigitNet&gt;(net) { Optimizer = new AdamW(1e-3), Epochs = 5 }.Fit(train, test)</c>.
/// Samples are shuffled anew for every epoch. The same seed, data and options give the same weights bit for bit, whatever the number
/// of threads. Not for several threads at once.
/// </summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
public sealed class Trainer<TNetwork>
    where TNetwork : Network
{
    private Evaluator? evaluator;

    /// <summary>Makes a trainer; nothing happens yet.</summary>
    /// <param name="network">The network to train; the caller disposes it.</param>
    public Trainer(TNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        Seed = network.Seed;
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>How parameters change; <see cref="AdamW"/> with a learning rate of 0.001 unless set.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public Optimizer Optimizer
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = new AdamW();

    /// <summary>How the learning rate changes in the course of training; not at all unless set.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public LearningRateSchedule Schedule
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = LearningRateSchedule.Constant;

    /// <summary>How often every sample is visited; 10 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Epochs
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epochs must be at least 1");
    } = 10;

    /// <summary>Samples of one step; 128 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int BatchSize
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "BatchSize must be at least 1");
    } = 128;

    /// <summary>
    /// Whether every epoch visits the samples in a new random order, as it does unless set to false. Turning it off serves to compare with
    /// other programs step by step, and is rule DT1001 elsewhere.
    /// </summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>
    /// Whether the samples that don't fill the last batch of an epoch are left out of it. They are trained as a short batch unless
    /// set. If that batch would be a single sample and the network normalizes vectors over the batch, which needs two, the sample
    /// joins the batch before.
    /// </summary>
    public bool DropLastBatch { get; set; }

    /// <summary>Share of the samples to hold out when <see cref="Fit"/> gets no validation set, below 1; 0, none, unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to below 1.</exception>
    public double ValidationFraction
    {
        get;
        set => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ValidationFraction must be from 0 to below 1");
    }

    /// <summary>
    /// The largest Euclidean norm of all gradients together; longer ones are shortened to it (Pascanu et al., "On the difficulty of
    /// training recurrent neural networks", 2013). 0, no limit, unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number from 0.</exception>
    public double ClipNorm
    {
        get;
        set => field = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ClipNorm must be a finite number from 0");
    }

    /// <summary>Seed of the order of the samples, of dropout and of the validation split; the network's own unless set.</summary>
    public ulong Seed { get; set; }

    /// <summary>Takes a line per epoch and warnings; without one, warnings go to the standard error stream and epochs nowhere.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>Trains the network. The optimizer starts afresh; the weights go on from where they are.</summary>
    /// <param name="train">What to learn from.</param>
    /// <param name="validation">What to judge by after each epoch, or null; see <see cref="ValidationFraction"/>.</param>
    /// <param name="progress">Hears where training stands, about ten times a second, and after the last step.</param>
    /// <param name="cancellationToken">Stops between two steps; the weights stay as they are then.</param>
    /// <returns>Losses, accuracies and times.</returns>
    /// <exception cref="DatasetException">A data set does not fit the network, or holds NaN or infinity; nothing was trained.</exception>
    /// <exception cref="InvalidOperationException">Options contradict each other; nothing was trained.</exception>
    /// <exception cref="TrainingDivergedException">A loss or weight became NaN or infinite; the network is as after the last good epoch.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public TrainingResult Fit(
        Dataset train, Dataset? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        Optimizer.Check();
        DatasetFit.Check(train, Network);
        if (validation is not null)
        {
            DatasetFit.Check(validation, Network);
        }
        else if (ValidationFraction > 0)
        {
            (train, validation) = train.Split(ValidationFraction, Seed);
        }

        var plan = Plan(train);
        DebugBuildWarning.SayOnce(Network, Logger);
        var options = new TrainingOptions(Optimizer, Schedule, Epochs, ClipNorm, Seed, Shuffle, Logger);
        return new TrainingRun(Network, options, plan, train, validation, progress, cancellationToken).Run();
    }

    /// <summary>Lets the network predict every sample and compares.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>Loss and whatever else the kind of target allows.</returns>
    /// <exception cref="DatasetException">The data set does not fit the network, or holds NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Evaluate(Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        DatasetFit.Check(data, Network);
        evaluator ??= new Evaluator(Network);
        return evaluator.Run(data, cancellationToken);
    }

    private BatchPlan Plan(Dataset data)
    {
        var vectorNorm = Network.Shapes.FirstOrDefault(shape => shape.Layer.Kind == LayerKind.BatchNorm && shape.Input.Positions == 1);
        var plan = new BatchPlan(data.Count, BatchSize, DropLastBatch, joinSingle: vectorNorm is not null);
        if (plan.Batches == 0)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{data.Count} samples don't fill a batch of {BatchSize}, and DropLastBatch leaves short ones out"));
        }

        if (vectorNorm is not null && plan.SmallestBatch == 1)
        {
            string sizes = FormattableString.Invariant($"BatchSize is {BatchSize}, the data set has {data.Count} samples");
            throw new InvalidOperationException(
                $"'{vectorNorm.Layer.Name}' normalizes vectors over the batch, which needs two samples at least; {sizes}");
        }

        return plan;
    }
}
