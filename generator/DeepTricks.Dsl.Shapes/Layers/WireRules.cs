namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Names the current value.</summary>
internal sealed class TapRule : WireRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Tap, "tap");
}

/// <summary>Goes back to a tap.</summary>
internal sealed class FromRule : WireRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.From, "from");
}

/// <summary>A layer that hands its input on as it is.</summary>
internal abstract class WireRule : SameShapeRule
{
    /// <inheritdoc/>
    protected sealed override long FlopsPerNumber(LayerSpec layer) => 0;
}
