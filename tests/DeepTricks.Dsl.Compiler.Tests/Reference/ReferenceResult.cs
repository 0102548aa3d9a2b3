namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>Everything that a forward pass leaves.</summary>
/// <param name="Layers">The output of every layer; the loss layer's are the network's answers (probabilities, or the numbers themselves).</param>
/// <param name="SampleLosses">The loss of each sample; empty without targets.</param>
/// <param name="RunningStatistics">Running means and variances after a training pass, by tensor name.</param>
/// <param name="Choices">The decisions at kinks.</param>
/// <param name="Margin">How near the pass came to a kink; see <see cref="ReferencePass.Margin"/>.</param>
internal sealed record ReferenceResult(
    IReadOnlyList<Volume> Layers, double[] SampleLosses, IReadOnlyDictionary<string, double[]> RunningStatistics, PinnedChoices Choices, double Margin)
{
    /// <summary>The mean of the samples' losses: what is differentiated.</summary>
    public double Loss => SampleLosses.Average();

    /// <summary>The network's answers.</summary>
    public Volume Output => Layers[^1];
}
