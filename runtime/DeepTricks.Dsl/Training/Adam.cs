namespace DeepTricks.Dsl;

/// <summary>
/// Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015). Its weight decay is added to the gradient; see
/// <see cref="AdamW"/> for the decoupled one.
/// </summary>
public sealed record Adam : AdamOptimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate before the schedule, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public Adam(double learningRate = 1e-3)
        : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override OptimizerStep At(long step, double learningRate) => At(step, learningRate, decoupledDecay: false);
}
