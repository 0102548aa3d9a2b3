namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The largest value of each window.</summary>
internal sealed class MaxPoolRule : PoolRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = DescribePool(LayerKind.MaxPool);
}
