namespace Shared;

/// <summary>What sets one sample apart from the others: its words, its networks and its data.</summary>
public sealed record Sample
{
    /// <summary>What the program does, in one sentence, for <c>--help</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>What its reports call things.</summary>
    public required Words Words { get; init; }

    /// <summary>What <c>--data</c> reads, for <c>--help</c>.</summary>
    public required string DataDescription { get; init; }

    /// <summary>Finds where the samples of a run come from; reads none yet.</summary>
    /// <exception cref="UserErrorException">The user's folder is not what it should be.</exception>
    public required Func<Options, ISampleSource> Open { get; init; }

    /// <summary>The networks to choose from with <c>--form</c>; the first one unless the user says so.</summary>
    public required IReadOnlyList<NetworkForm> Forms { get; init; }

    /// <summary>The hyperparameter that is the number of classes: <c>Dense2.Units</c>.</summary>
    public required string ClassSetting { get; init; }

    /// <summary>Samples drawn for training unless the user says so.</summary>
    public required int DefaultSamples { get; init; }

    /// <summary>How many epochs train unless the user says so.</summary>
    public required int DefaultEpochs { get; init; }

    /// <summary>Samples per step unless the user says so.</summary>
    public required int DefaultBatchSize { get; init; }

    /// <summary>Where the model is saved unless the user says so.</summary>
    public required string DefaultModelFile { get; init; }

    /// <summary>Pictures whose size <c>--size</c> chooses, or null where they have one size only.</summary>
    public PictureSizes? Sizes { get; init; }
}
