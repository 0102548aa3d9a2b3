namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>max(x, 0).</summary>
internal sealed class ReluRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Relu, "relu");

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 1;
}
