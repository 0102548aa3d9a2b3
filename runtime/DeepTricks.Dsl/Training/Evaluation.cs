namespace DeepTricks.Dsl;

/// <summary>How a network did on a data set, predicting as in use: no dropout, running statistics. With several outputs, the loss is the weighted sum of all, and the rest is the last output's.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Loss">Mean of the network's own loss, label smoothing included. A probability of 0 counts as the smallest float.</param>
public sealed record Evaluation(int Count, double Loss)
{
    /// <summary>Share of the samples whose label has the largest output, from 0 to 1; null where the targets are not labels.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Samples by true class (first index) and predicted class (second); null where the targets are not labels.</summary>
    public int[,]? ConfusionMatrix { get; init; }

    /// <summary>Mean squared difference between outputs and targets over samples and elements; null where the targets are labels.</summary>
    public double? MeanSquaredError { get; init; }

    /// <summary>Share of the elements whose output is on the target's side of 0.5, from 0 to 1; <c>BinaryCrossEntropy</c> only.</summary>
    public double? BinaryAccuracy { get; init; }
}
