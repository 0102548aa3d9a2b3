namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Zeroes a random part of the values in training, and scales the others up.</summary>
internal sealed class DropoutRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Dropout, "dropout", SettingSchema.Required("Rate", 0, new ValueRange(false, 0, 1, true, false), "Part of the values that training zeroes"));

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 0;
}
