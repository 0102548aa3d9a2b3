namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A rectifier with a fixed slope below zero.</summary>
internal sealed class LeakyReluRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.LeakyRelu, "leakyrelu", new SettingSchema("Slope", ValueRange.Finite, 0.01, 0, false, "Factor below zero"));

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 2;
}
