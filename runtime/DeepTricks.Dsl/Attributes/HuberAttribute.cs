namespace DeepTricks.Dsl;

/// <summary>
/// A loss: half of the squared difference from the targets where that is at most Delta, Delta (|difference| - Delta / 2) elsewhere, so that single
/// targets that are far off count less. The mean over batch and outputs, as PyTorch's <c>HuberLoss</c>.
/// </summary>
/// <remarks>
/// Targets are vectors as long as the output. Prediction answers with the outputs themselves. P. J. Huber, "Robust Estimation of a Location Parameter", 1964.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class HuberAttribute : LossAttribute
{
    /// <summary>The difference up to which the loss is its square, in the targets' unit, above 0.</summary>
    public object Delta { get; set; } = 1.0;
}
