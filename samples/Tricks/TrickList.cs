using Tricks.Networks;

namespace Tricks;

/// <summary>A rule, the class here that violates it, and how.</summary>
public sealed record Trick(string Rule, string Class, string Problem);

/// <summary>What this sample shows: one class per rule.</summary>
public static class TrickList
{
    /// <summary>All rules, in order.</summary>
    public static IReadOnlyList<Trick> All { get; } =
    [
        new("DT1001", nameof(LearnsTheOrder), "Every epoch shows the same minibatches in the same order."),
        new("DT1003", nameof(MemorizesEverything), "512 outputs, and nothing against learning the training set by heart."),
        new("DT1004", nameof(NormalizesLikeIn2012), "Response normalization where batch normalization belongs."),
        new("DT1005", nameof(BlursFeatures), "A mean inside the network."),
        new("DT1006", nameof(Saturates), "A sigmoid between weights."),
        new("DT1007", nameof(ActivatesTooEarly), "The activation works on values that the pool drops."),
        new("DT1008", nameof(MayDie), "ReLU between weights."),
        new("DT1009", nameof(EvaluatesExponentials), "ELU between weights."),
        new("DT1010", nameof(Drifts), "No batch normalization between weights."),
        new("DT1011", nameof(ReadsRawPixels), "Numbers of 0 to 255 reach the weights."),
        new("DT1012", nameof(ExceedsItsBudget), "More parameters than it may have."),
        new("DT1013", nameof(StartsTooNarrow), "Xavier on a convolution with a rectifier behind it."),
        new("DT1014", nameof(IsMostlyDense), "A dense layer holds nearly all parameters."),
        new("DT1015", nameof(IsWide), "A 3x3 convolution over 128 channels without a bottleneck."),
    ];
}
