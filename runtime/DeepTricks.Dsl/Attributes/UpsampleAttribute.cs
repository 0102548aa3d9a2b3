namespace DeepTricks.Dsl;

/// <summary>Repeats every position along each axis, as PyTorch's <c>Upsample</c> of mode nearest.</summary>
/// <param name="factor">Outputs along each axis for every input, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UpsampleAttribute(int factor) : LayerAttribute
{
    /// <summary>Outputs along each axis for every input.</summary>
    public int Factor { get; } = factor;
}
