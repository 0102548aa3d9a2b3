using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Maps a known range of the input to [-1, +1].</summary>
internal sealed class RescaleRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.Rescale,
        "rescale",
        SettingSchema.Required("Low", 0, ValueRange.Finite, "The value that becomes -1"),
        SettingSchema.Required("High", 1, ValueRange.Finite, "The value that becomes +1"));

    /// <inheritdoc/>
    public override IEnumerable<(string Setting, string Problem)> Contradictions(LayerSpec layer)
    {
        if (layer["Low"] >= layer["High"])
        {
            yield return ("High", "maps a range that is empty; write the smaller end first, as in Rescale(0, 255)");
        }
    }

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 2;
}
