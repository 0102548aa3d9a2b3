namespace DeepTricks.Dsl;

/// <summary>Repeats every position along each axis, as PyTorch's <c>Upsample</c> of mode nearest.</summary>
/// <param name="factor">Outputs along each axis for every input, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UpsampleAttribute(int factor) : LayerAttribute
{
    /// <summary>Takes an expression over the parameters of the block that the layer stands in.</summary>
    /// <param name="factor">Outputs along each axis for every input, at least 1.</param>
    public UpsampleAttribute(string factor)
        : this(0) => Factor = factor;

    /// <summary>Outputs along each axis for every input.</summary>
    public object Factor { get; } = factor;
}
