namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A layer that reduces each window of each channel to one number; no padding, rounding down.</summary>
internal abstract class PoolRule : LayerRule
{
    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
    {
        if (!Positions.Check(place))
        {
            return null;
        }

        var input = place.Input;
        var window = WindowGeometry.Of(place.Layer, input.Rank);
        long height = window.OutputHeight(input.Height);
        long width = window.OutputWidth(input.Width);
        if (height < 1 || width < 1)
        {
            int shortest = input.Rank == SampleRank.Image ? System.Math.Min(input.Height, input.Width) : input.Width;
            return place.Fail(
                IssueIds.WindowTooLarge,
                "Window",
                "has a " + Positions.Window(window.KernelWidth, input.Rank) + " window, but its " + place.InputName + " is " + input
                    + "; use a window of at most " + LayerText.Number((long)shortest) + ", or leave the layer out");
        }

        var output = input with { Height = (int)height, Width = (int)width };
        return new LayerShape(place.Layer, input, output, default, Sizes.Operations(Sizes.Product(output.Count, window.Taps)));
    }

    /// <summary>The schema of a pool of the given kind.</summary>
    protected static LayerSchema DescribePool(LayerKind kind) => Describe(
        kind,
        "pool",
        SettingSchema.Required("Window", 0, ValueRange.WholeFrom(1), "Positions along each axis of a window"),
        SettingSchema.Optional("Stride", 0, ValueRange.WholeFrom(0), "Positions between windows along each axis; 0: as many as a window has"));
}
