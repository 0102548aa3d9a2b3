namespace DeepTricks.Dsl;

/// <summary>The base of the attributes that declare a network's layers. Layers follow each other in source order.</summary>
public abstract class LayerAttribute : PartAttribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name: of its tensors in files (<c>stem.weight</c>) and of its hyperparameter group (<c>Stem</c>). An identifier, different from
    /// every other layer's. Without it the layer is named after its kind: <c>conv1</c>, <c>conv2</c>, <c>dense1</c>. Inside a block the block's name stands in
    /// front: <c>fire1.conv1</c>.
    /// </summary>
    public string? Name { get; set; }
}

/// <summary>The base of the layers that have weights.</summary>
public abstract class WeightedLayerAttribute : LayerAttribute
{
    private protected WeightedLayerAttribute()
    {
    }

    /// <summary>How the weights start. Biases start at 0.</summary>
    public Init Init { get; set; } = Init.Default;

    /// <summary>The standard deviation of <see cref="Init.Gaussian"/>, or half the width of <see cref="Init.Uniform"/>; no other initializer takes one. A number, or an expression over the parameters of a block.</summary>
    public object Deviation { get; set; } = 0.0;
}
