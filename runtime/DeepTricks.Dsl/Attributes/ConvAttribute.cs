namespace DeepTricks.Dsl;

/// <summary>
/// A convolution over the positions of a sequence or image, as PyTorch's <c>Conv1d</c> and <c>Conv2d</c>. Its weights have the shape [filters, channels / groups, kernel, kernel]
/// for images and [filters, channels / groups, kernel] for sequences. The output has floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 positions along each axis.
/// </summary>
/// <remarks>
/// Directly before <see cref="BatchNormAttribute"/> it has no bias, which the normalization would take away again.
/// Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", 1998.
/// </remarks>
/// <param name="filters">Output channels, at least 1.</param>
/// <param name="kernel">Taps along each axis, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConvAttribute(int filters, int kernel) : WeightedLayerAttribute
{
    /// <summary>Takes expressions over the parameters of the block that the layer stands in.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Taps along each axis, at least 1.</param>
    public ConvAttribute(string filters, int kernel)
        : this(0, kernel) => Filters = filters;

    /// <summary>Takes expressions over the parameters of the block that the layer stands in.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Taps along each axis, at least 1.</param>
    public ConvAttribute(int filters, string kernel)
        : this(filters, 0) => Kernel = kernel;

    /// <summary>Takes expressions over the parameters of the block that the layer stands in.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Taps along each axis, at least 1.</param>
    public ConvAttribute(string filters, string kernel)
        : this(0, 0) => (Filters, Kernel) = (filters, kernel);

    /// <summary>Output channels.</summary>
    public object Filters { get; } = filters;

    /// <summary>Taps along each axis.</summary>
    public object Kernel { get; } = kernel;

    /// <summary>Positions between outputs along each axis, at least 1.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>
    /// Zeros on every side: <see cref="DeepTricks.Dsl.Padding.Same"/> (the default; odd kernels only), <see cref="DeepTricks.Dsl.Padding.None"/>, or a
    /// number of at most <c>Dilation * (Kernel - 1)</c>.
    /// </summary>
    public object Padding { get; set; } = DeepTricks.Dsl.Padding.Same;

    /// <summary>Positions between taps along each axis, at least 1. F. Yu and V. Koltun, "Multi-Scale Context Aggregation by Dilated Convolutions", 2015.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>
    /// Groups of channels that do not see each other; divides the input's channels and <see cref="Filters"/>. As many as there are channels is a depthwise convolution.
    /// </summary>
    public object Groups { get; set; } = 1;
}
