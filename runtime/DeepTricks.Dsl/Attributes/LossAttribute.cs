namespace DeepTricks.Dsl;

/// <summary>
/// The base of the losses. A loss ends a path from the input; a network with several outputs has one behind each, and trains on their weighted sum.
/// </summary>
public abstract class LossAttribute : LayerAttribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>Factor of the loss among the losses of the network, above 0.</summary>
    public object Weight { get; set; } = 1.0;
}
