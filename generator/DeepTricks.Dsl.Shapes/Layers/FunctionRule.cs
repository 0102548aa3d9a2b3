namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A function of each number alone, without settings or tensors.</summary>
/// <param name="kind">The kind.</param>
/// <param name="prefix">What default names start with.</param>
/// <param name="operations">Operations for each number; a transcendental function counts as one.</param>
internal sealed class FunctionRule(LayerKind kind, string prefix, long operations) : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(kind, prefix);

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => operations;
}
