namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The mean of each channel over all positions: a vector.</summary>
internal sealed class GlobalAveragePoolRule : LayerRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.GlobalAveragePool, "gap");

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
        => Positions.Check(place)
            ? new LayerShape(place.Layer, place.Input, SampleShape.Vector(place.Input.Channels), default, place.Input.Count)
            : null;
}
