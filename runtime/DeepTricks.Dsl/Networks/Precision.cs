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
}
