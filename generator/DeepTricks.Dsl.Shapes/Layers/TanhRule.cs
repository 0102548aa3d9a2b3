namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The hyperbolic tangent.</summary>
internal sealed class TanhRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Tanh, "tanh");

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 1;
}
