namespace DeepTricks.Dsl;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019): weights shrink by
/// learning rate times decay, apart from their gradient. The decay is 0.01 unless set. The default of <see cref="Trainer{TNetwork}"/>.
/// </summary>
public sealed record AdamW : AdamOptimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate before the schedule, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public AdamW(double learningRate = 1e-3)
        : base(learningRate) => WeightDecay = 0.01;

    /// <inheritdoc/>
    public override OptimizerStep At(long step, double learningRate) => At(step, learningRate, decoupledDecay: true);
}
