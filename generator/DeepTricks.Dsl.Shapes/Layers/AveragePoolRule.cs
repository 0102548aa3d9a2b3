namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The mean of each window.</summary>
internal sealed class AveragePoolRule : PoolRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = DescribePool(LayerKind.AveragePool);
}
