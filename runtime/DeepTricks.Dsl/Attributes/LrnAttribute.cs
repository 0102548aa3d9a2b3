namespace DeepTricks.Dsl;

/// <summary>
/// Local response normalization across channels, by PyTorch's formula: x / (K + Alpha / Size * sum)^Beta, the sum being that of the squares of the Size channels around it.
/// </summary>
/// <remarks>A. Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012. For old models; <see cref="BatchNormAttribute"/> is better and cheaper.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LrnAttribute : LayerAttribute
{
    /// <summary>Neighbouring channels that are summed, itself included, at least 1.</summary>
    public object Size { get; set; } = 5;

    /// <summary>Factor of the mean square, at least 0.</summary>
    public object Alpha { get; set; } = 1e-4;

    /// <summary>Exponent, at least 0.</summary>
    public object Beta { get; set; } = 0.75;

    /// <summary>What is added to the mean square, above 0.</summary>
    public object K { get; set; } = 1.0;
}
