namespace DeepTricks.Dsl;

/// <summary>Zeros around the input of a convolution, for <see cref="ConvAttribute.Padding"/>. Any other number of zeros is written as a number.</summary>
public static class Padding
{
    /// <summary>
    /// As many zeros on every side as keep the size at stride 1: <c>Dilation * (Kernel - 1) / 2</c>. Symmetric, and therefore only for odd kernels.
    /// </summary>
    public const int Same = -1;

    /// <summary>No zeros: the kernel stays inside the input.</summary>
    public const int None = 0;
}
