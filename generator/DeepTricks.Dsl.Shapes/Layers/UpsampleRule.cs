namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Repeats every position along each axis, as PyTorch's nearest-neighbour Upsample.</summary>
internal sealed class UpsampleRule : LayerRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.Upsample, "upsample", SettingSchema.Required("Factor", 0, ValueRange.WholeFrom(1), "Outputs along each axis for every input"));

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
    {
        if (!Positions.Check(place))
        {
            return null;
        }

        long factor = place.Layer.Int("Factor");
        long height = place.Input.Rank == SampleRank.Image ? place.Input.Height * factor : 1;
        long width = place.Input.Width * factor;
        return Sizes.Fits(height, width, place.Input.Channels)
            ? new LayerShape(place.Layer, place.Input, place.Input with { Height = (int)height, Width = (int)width }, default, 0)
            : place.Fail(IssueIds.TooLarge, "Factor", "makes a tensor of " + Sizes.Text(height, width, place.Input.Channels) + "; use a smaller factor");
    }
}
