namespace DeepTricks.Dsl;

/// <summary>How exactly a network computes.</summary>
public enum Precision
{
    /// <summary>
    /// Single precision, fastest algorithm: 3 by 3 convolutions between 16 channels or more are transformed products (Winograd's
    /// F(4x4, 3x3)), whose relative error is about ten times that of a direct sum: a few millionths.
    /// </summary>
    Single,

    /// <summary>Single precision, and every convolution is a direct sum of products: slower, with errors of a few ten-millionths.</summary>
    Strict,

    /// <summary>
    /// On GPUs, the factors of all convolutions and dense layers, forward and backward, are rounded to 10 explicit bits (of two nearest numbers the one away
    /// from zero); their products are summed in single precision, in which everything else stays: weights, activations, normalizations, the update. For
    /// tensor cores. CPUs compute as with <see cref="Single"/>.
    /// </summary>
    Tf32,

    /// <summary>As <see cref="Tf32"/>, with 7 explicit bits (of two nearest numbers the one whose last bit is zero).</summary>
    BFloat16,
}
