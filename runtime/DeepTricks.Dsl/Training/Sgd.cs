namespace DeepTricks.Dsl;

/// <summary>
/// Stochastic gradient descent, plain, with momentum, or with Nesterov's (Sutskever et al., "On the importance of initialization and
/// momentum in deep learning", 2013), in PyTorch's form: the velocity is not scaled by the learning rate.
/// </summary>
public sealed record Sgd : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate before the schedule, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public Sgd(double learningRate)
        : base(learningRate)
    {
    }

    /// <summary>How much of the velocity stays from step to step, from 0 to below 1; 0 is no momentum, 0.9 a usual value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to below 1.</exception>
    public double Momentum
    {
        get;
        init => field = BelowOne(nameof(Momentum), value);
    }

    /// <summary>Whether the momentum is Nesterov's; needs <see cref="Momentum"/>.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override OptimizerStep At(long step, double learningRate) => new()
    {
        Kind = OptimizerKind.Sgd,
        LearningRate = learningRate,
        Momentum = Momentum,
        Nesterov = Nesterov,
        WeightDecay = WeightDecay,
        Step = step,
    };

    /// <inheritdoc/>
    internal override void Check()
    {
        if (Nesterov && Momentum == 0)
        {
            throw new InvalidOperationException("Sgd with Nesterov = true needs a Momentum above 0, such as 0.9");
        }
    }
}
