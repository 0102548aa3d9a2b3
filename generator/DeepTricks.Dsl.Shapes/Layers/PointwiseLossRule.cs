namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A loss against numbers: the mean over all outputs of a function of each output and its target.</summary>
/// <param name="kind">The kind.</param>
/// <param name="operations">Operations for each output; a transcendental function counts as one.</param>
/// <param name="settings">The settings of the function.</param>
internal sealed class PointwiseLossRule(LayerKind kind, long operations, params SettingSchema[] settings) : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = DescribeLoss(kind, settings);

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => operations;
}
