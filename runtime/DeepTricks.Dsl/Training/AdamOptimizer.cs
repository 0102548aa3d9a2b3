namespace DeepTricks.Dsl;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share.</summary>
public abstract record AdamOptimizer : Optimizer
{
    private protected AdamOptimizer(double learningRate)
        : base(learningRate)
    {
    }

    /// <summary>Decay of the gradient's running mean, from 0 to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to below 1.</exception>
    public double Beta1
    {
        get;
        init => field = BelowOne(nameof(Beta1), value);
    } = 0.9;

    /// <summary>Decay of the squared gradient's running mean, from 0 to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to below 1.</exception>
    public double Beta2
    {
        get;
        init => field = BelowOne(nameof(Beta2), value);
    } = 0.999;

    /// <summary>What is added to the root of the squared gradient's mean before dividing by it, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number above 0.</exception>
    public double Epsilon
    {
        get;
        init => field = AboveZero(nameof(Epsilon), value);
    } = 1e-8;

    private protected OptimizerStep At(long step, double learningRate, bool decoupledDecay) => new()
    {
        Kind = OptimizerKind.Adam,
        LearningRate = learningRate,
        Beta1 = Beta1,
        Beta2 = Beta2,
        Epsilon = Epsilon,
        WeightDecay = WeightDecay,
        DecoupledDecay = decoupledDecay,
        Step = step,
    };
}
