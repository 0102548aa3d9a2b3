namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The exponential linear unit: alpha (exp(x) - 1) below zero.</summary>
internal sealed class EluRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Elu, "elu", SettingSchema.Optional("Alpha", 1, ValueRange.Positive, "How far below zero it saturates"));

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 3;
}
