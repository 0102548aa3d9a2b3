using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A rectifier with one learned slope per channel.</summary>
internal sealed class PReluRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.PRelu, "prelu", SettingSchema.Optional("Slope", 0.1, ValueRange.Finite, "Factor below zero at the start; learned, one per channel"));

    /// <inheritdoc/>
    protected override IEnumerable<ParameterShape> Parameters(LayerPlace place) => [place.Parameter("weight", ParameterRole.Slope, place.Input.Channels)];

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 2;
}
