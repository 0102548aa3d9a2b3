namespace Shared;

/// <summary>The way the weights are moved.</summary>
public enum OptimizerChoice
{
    Sgd,
    Adam,
    AdamW,
}

/// <summary>How the learning rate changes from epoch to epoch.</summary>
public enum ScheduleChoice
{
    Constant,
    Step,
    Cosine,
}

/// <summary>What the user asked for, checked as far as that is possible without reading a file.</summary>
public sealed record Options
{
    /// <summary>How much larger SGD's learning rates are than Adam's.</summary>
    public const int SgdFactor = 50;

    /// <summary>The network's class.</summary>
    public required NetworkForm Form { get; init; }

    /// <summary>The folder with the user's data, or null for drawn samples.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Height and width of the pictures where the user chose one.</summary>
    public int? Size { get; init; }

    /// <summary>Samples drawn for training.</summary>
    public required int Samples { get; init; }

    /// <summary>Epochs to train, or null where the user named none.</summary>
    public int? Epochs { get; init; }

    /// <summary>Epochs to train a new model where the user named none.</summary>
    public required int DefaultEpochs { get; init; }

    /// <summary>Samples per step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Where all chance of the run comes from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The device to train on, as <see cref="DeepTricks.Dsl.Device.Parse"/> knows it.</summary>
    public required string Device { get; init; }

    /// <summary>Threads that draw, and that train on the CPU; 0 is one per core.</summary>
    public required int Threads { get; init; }

    /// <summary>The optimizer.</summary>
    public required OptimizerChoice Optimizer { get; init; }

    /// <summary>The highest learning rate, or null for the optimizer's usual one.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The schedule.</summary>
    public required ScheduleChoice Schedule { get; init; }

    /// <summary>Hyperparameters to change: their paths and values, as written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>A file of hyperparameters, or null.</summary>
    public string? HyperparameterFile { get; init; }

    /// <summary>The model to start from, or null.</summary>
    public string? LoadFile { get; init; }

    /// <summary>Where the trained model goes.</summary>
    public required string SaveFile { get; init; }

    /// <summary>Whether to print bare <c>key: value</c> lines.</summary>
    public bool Plain { get; init; }

    /// <summary>Epochs to train now: none for a loaded model, unless the user wants some.</summary>
    public int EpochsToTrain => Epochs ?? (LoadFile is null ? DefaultEpochs : 0);

    /// <summary>The learning rate of the run.</summary>
    public double LearningRateToUse => LearningRate ?? (Form.LearningRate * (Optimizer == OptimizerChoice.Sgd ? SgdFactor : 1));
}
