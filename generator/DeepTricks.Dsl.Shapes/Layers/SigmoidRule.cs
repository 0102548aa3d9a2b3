namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>1 / (1 + exp(-x)).</summary>
internal sealed class SigmoidRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Sigmoid, "sigmoid");

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 3;
}
