using DeepTricks.Dsl;

namespace Shared.Reports;

/// <summary>What came out of a run.</summary>
internal sealed record Outcome
{
    /// <summary>What was asked for.</summary>
    public required Options Options { get; init; }

    /// <summary>What the training brought, or null where a loaded model was only evaluated.</summary>
    public required TrainingResult? Training { get; init; }

    /// <summary>Whether the sample has several forms of its network.</summary>
    public required bool HasForms { get; init; }

    /// <summary>How many samples there were to train with.</summary>
    public required int TrainingSamples { get; init; }

    /// <summary>What the test samples were taken for.</summary>
    public required ConfusionMatrix Readings { get; init; }

    /// <summary>The mean loss of the test samples.</summary>
    public required double TestLoss { get; init; }

    /// <summary>The network's layers as a table.</summary>
    public required string Summary { get; init; }

    /// <summary>Trained numbers of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>What computed.</summary>
    public required Device Device { get; init; }

    /// <summary>The file that holds the model: where it was saved, or what it was loaded from.</summary>
    public required string ModelFile { get; init; }
}
