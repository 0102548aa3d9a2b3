namespace DeepTricks.Dsl;

/// <summary>In training, zeroes each number with probability <paramref name="rate"/>, drawn anew for every sample and step, and divides the others by 1 - rate; nothing in prediction.</summary>
/// <remarks>N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014.</remarks>
/// <param name="rate">The probability, at least 0 and below 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Takes an expression over the parameters of the block that the layer stands in.</summary>
    /// <param name="rate">The probability, at least 0 and below 1.</param>
    public DropoutAttribute(string rate)
        : this(0) => Rate = rate;

    /// <summary>The probability that a number is zeroed.</summary>
    public object Rate { get; } = rate;
}
