namespace DeepTricks.Dsl;

/// <summary>The update rules that a training step can end with.</summary>
public enum OptimizerKind
{
    /// <summary>No update: the gradients stay readable.</summary>
    None,

    /// <summary>Stochastic gradient descent, with or without momentum.</summary>
    Sgd,

    /// <summary>Adam (Kingma and Ba 2015), and AdamW where the decay is decoupled (Loshchilov and Hutter 2019).</summary>
    Adam,
}

/// <summary>Everything about one step's update; numbers as PyTorch defines them.</summary>
public readonly record struct OptimizerStep
{
    /// <summary>The update rule.</summary>
    public OptimizerKind Kind { get; init; }

    /// <summary>The learning rate of this step.</summary>
    public double LearningRate { get; init; }

    /// <summary>Momentum of <see cref="OptimizerKind.Sgd"/>; 0 is none.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Adam's decay of the first moment.</summary>
    public double Beta1 { get; init; }

    /// <summary>Adam's decay of the second moment.</summary>
    public double Beta2 { get; init; }

    /// <summary>What Adam adds to the root of the second moment.</summary>
    public double Epsilon { get; init; }

    /// <summary>Weight decay; touches weights only, never slopes, norms or biases.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the decay is decoupled from the gradient (AdamW).</summary>
    public bool DecoupledDecay { get; init; }

    /// <summary>Number of this step from the start of training, 1 for the first.</summary>
    public long Step { get; init; }

    /// <summary>The largest Euclidean norm that all gradients together may have; 0 leaves them alone.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Seed of what a step draws (dropout).</summary>
    public ulong Seed { get; init; }
}
