namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Local response normalization across channels, by PyTorch's formula: x / (K + Alpha / Size * sum of squares)^Beta.</summary>
internal sealed class LrnRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.Lrn,
        "lrn",
        SettingSchema.Optional("Size", 5, ValueRange.WholeFrom(1), "Neighbouring channels that are summed"),
        SettingSchema.Optional("Alpha", 1e-4, ValueRange.NotNegative, "Factor of the mean square"),
        SettingSchema.Optional("Beta", 0.75, ValueRange.NotNegative, "Exponent"),
        SettingSchema.Optional("K", 1, ValueRange.Positive, "What is added to the mean square"));

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => (2L * layer.Int("Size")) + 4;
}
