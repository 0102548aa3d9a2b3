namespace DeepTricks.Dsl;

/// <summary>
/// How training changes the parameters. Numbers and formulas are PyTorch's, except that weight decay touches the weights of
/// convolutions and dense layers only, never biases, slopes or norms.
/// </summary>
public abstract record Optimizer
{
    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate before the schedule, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number above 0.</exception>
    public double LearningRate
    {
        get;
        init => field = AboveZero(nameof(LearningRate), value);
    }

    /// <summary>How strongly weights are drawn to 0 at each step, times the learning rate; 0 is not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number from 0.</exception>
    public double WeightDecay
    {
        get;
        init => field = FromZero(nameof(WeightDecay), value);
    }

    /// <summary>What a step needs to know of the update.</summary>
    /// <param name="step">Number of the step from the start of training, 1 for the first.</param>
    /// <param name="learningRate">The learning rate of this step, after the schedule.</param>
    /// <returns>The update without what belongs to the trainer: clipping and the seed.</returns>
    public abstract OptimizerStep At(long step, double learningRate);

    /// <summary>Checks what concerns several numbers at once.</summary>
    /// <exception cref="InvalidOperationException">Numbers contradict each other.</exception>
    internal virtual void Check()
    {
    }

    private protected static double AboveZero(string name, double value) =>
        double.IsFinite(value) && value > 0 ? value : throw Wrong(name, value, "a finite number above 0");

    private protected static double FromZero(string name, double value) =>
        double.IsFinite(value) && value >= 0 ? value : throw Wrong(name, value, "a finite number from 0");

    private protected static double BelowOne(string name, double value) =>
        value is >= 0 and < 1 ? value : throw Wrong(name, value, "from 0 to below 1");

    private static ArgumentOutOfRangeException Wrong(string name, double value, string range) =>
        new(name, value, $"{name} must be {range}");
}
