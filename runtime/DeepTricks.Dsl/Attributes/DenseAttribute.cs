namespace DeepTricks.Dsl;

/// <summary>
/// A fully connected layer, as PyTorch's <c>Linear</c>. Flattens its input by itself, in files in PyTorch's order: channels outermost, then rows, then columns. Its weights have the
/// shape [units, inputs].
/// </summary>
/// <remarks>Directly before <see cref="BatchNormAttribute"/> it has no bias, which the normalization would take away again.</remarks>
/// <param name="units">Outputs, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute(int units) : WeightedLayerAttribute
{
    /// <summary>Takes an expression over the parameters of the block that the layer stands in.</summary>
    /// <param name="units">Outputs, at least 1.</param>
    public DenseAttribute(string units)
        : this(0) => Units = units;

    /// <summary>Outputs.</summary>
    public object Units { get; } = units;
}
