namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The mean of squared differences over all outputs.</summary>
internal sealed class MeanSquaredErrorRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.MeanSquaredError, "loss", LossSettings.Weight);

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 3;
}
