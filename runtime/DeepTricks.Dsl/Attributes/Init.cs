namespace DeepTricks.Dsl;

/// <summary>How the weights of a layer start.</summary>
/// <remarks>
/// He: K. He et al., "Delving Deep into Rectifiers", 2015. Xavier: X. Glorot and Y. Bengio, "Understanding the difficulty of
/// training deep feedforward neural networks", 2010.
/// </remarks>
public enum Init
{
    /// <summary><see cref="Xavier"/> on a dense layer of 256 or more inputs, <see cref="He"/> elsewhere.</summary>
    Default = 0,

    /// <summary>Normal, of variance 2 / fan-in: keeps the variance of activations through rectifiers.</summary>
    He = 1,

    /// <summary>Uniform, of variance 2 / fan-in.</summary>
    HeUniform = 2,

    /// <summary>Normal, of variance 2 / (fan-in + fan-out): a compromise between activations and gradients.</summary>
    Xavier = 3,

    /// <summary>Uniform, of variance 2 / (fan-in + fan-out).</summary>
    XavierUniform = 4,

    /// <summary>Normal, of a standard deviation given as <see cref="WeightedLayerAttribute.Deviation"/>.</summary>
    Gaussian = 5,

    /// <summary>Uniform from minus to plus <see cref="WeightedLayerAttribute.Deviation"/>.</summary>
    Uniform = 6,

    /// <summary>Zero. Only right for a layer that need not break symmetry, such as the last one of a residual branch.</summary>
    Zeros = 7,
}
