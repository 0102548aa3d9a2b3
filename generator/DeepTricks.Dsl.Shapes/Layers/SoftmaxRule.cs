namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Normalized exponentials across the channels of each position.</summary>
internal sealed class SoftmaxRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Softmax, "softmax");

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 4;
}
