namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Sigmoid and cross-entropy against numbers in [0, 1], the mean over all outputs.</summary>
internal sealed class BinaryCrossEntropyRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.BinaryCrossEntropy, "loss", LossSettings.Weight);

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 4;
}
