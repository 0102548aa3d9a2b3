namespace Digits;

/// <summary>The way the weights are moved.</summary>
internal enum OptimizerChoice
{
    Sgd,
    Adam,
    AdamW,
}

/// <summary>How the learning rate changes from epoch to epoch.</summary>
internal enum ScheduleChoice
{
    Constant,
    Step,
    Cosine,
}

/// <summary>What the user asked for, checked as far as that is possible without reading a file.</summary>
internal sealed record Options
{
    /// <summary>How many epochs train unless the user says so.</summary>
    public const int DefaultEpochs = 5;

    /// <summary>Digits drawn for training unless the user says so: with the default epochs half a minute on two cores.</summary>
    public const int DefaultSamples = 30_000;

    /// <summary>Where the model is saved unless the user says so.</summary>
    public const string DefaultModelFile = "digits.safetensors";

    /// <summary>The folder with MNIST's files, or null for drawn digits.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Digits drawn for training.</summary>
    public int Samples { get; init; } = DefaultSamples;

    /// <summary>Epochs to train, or null where the user named none.</summary>
    public int? Epochs { get; init; }

    /// <summary>Samples per step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Where all chance of the run comes from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that draw and train; 0 is one per core.</summary>
    public int Threads { get; init; }

    /// <summary>The optimizer.</summary>
    public OptimizerChoice Optimizer { get; init; } = OptimizerChoice.AdamW;

    /// <summary>The highest learning rate, or null for the optimizer's usual one.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The schedule.</summary>
    public ScheduleChoice Schedule { get; init; } = ScheduleChoice.Cosine;

    /// <summary>Hyperparameters to change: their paths and values, as written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>A file of hyperparameters, or null.</summary>
    public string? HyperparameterFile { get; init; }

    /// <summary>The model to start from, or null.</summary>
    public string? LoadFile { get; init; }

    /// <summary>Where the trained model goes.</summary>
    public string SaveFile { get; init; } = DefaultModelFile;

    /// <summary>Whether to print bare <c>key: value</c> lines.</summary>
    public bool Plain { get; init; }

    /// <summary>Epochs to train now: none for a loaded model, unless the user wants some.</summary>
    public int EpochsToTrain => Epochs ?? (LoadFile is null ? DefaultEpochs : 0);

    /// <summary>The learning rate of the run.</summary>
    public double LearningRateToUse => LearningRate ?? (Optimizer == OptimizerChoice.Sgd ? 0.05 : 0.001);
}
