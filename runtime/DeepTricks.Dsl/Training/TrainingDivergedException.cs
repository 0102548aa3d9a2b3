namespace DeepTricks.Dsl;

/// <summary>
/// A loss or a weight became NaN or infinite. The network is as it was after the last good epoch: weights, running statistics and
/// the optimizer's state.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(string layer, int epoch, long step, string what)
        : base(
            FormattableString.Invariant($"{what} became NaN or infinite in epoch {epoch}, step {step}, first in '{layer}'. ")
            + "The network is as it was " + (epoch == 1 ? "before training" : FormattableString.Invariant($"after epoch {epoch - 1}"))
            + "; a smaller learning rate, a warm-up or ClipNorm usually helps.")
    {
        Layer = layer;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>Name of the first layer with a number that is not finite, in its output or its tensors.</summary>
    public string Layer { get; }

    /// <summary>The epoch in which it happened, 1 for the first.</summary>
    public int Epoch { get; }

    /// <summary>The step at which it was found, from the start of training, 1 for the first.</summary>
    public long Step { get; }
}
