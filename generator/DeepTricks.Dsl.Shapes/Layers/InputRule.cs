namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Another part of the sample; behind it stands what reads it.</summary>
internal sealed class InputRule : LayerRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.Input,
        "input",
        SettingSchema.Optional("Height", 1, ValueRange.WholeFrom(1), "Height of the part in pixels"),
        SettingSchema.Optional("Width", 1, ValueRange.WholeFrom(1), "Width of the part in pixels, or its steps"),
        SettingSchema.Optional("Channels", 1, ValueRange.WholeFrom(1), "Numbers at each position of the part"),
        new SettingSchema(InputSettings.Rank, new ValueRange(true, 1, 3, true, true), 1, -1, true, "Axes of the part"));

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
    {
        var shape = InputSettings.ShapeOf(place.Layer);
        return Sizes.Fits(shape.Height, shape.Width, shape.Channels)
            ? new LayerShape(place.Layer, place.Input, shape, default, 0)
            : place.Fail(IssueIds.TooLarge, null, "has samples of " + Sizes.Text(shape.Height, shape.Width, shape.Channels) + "; use smaller samples");
    }
}
