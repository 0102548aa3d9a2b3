namespace DeepTricks.Dsl;

/// <summary>
/// Batch normalization per channel, as PyTorch's: in training by the batch's mean and variance, in prediction by running ones, then a learned scale and shift.
/// </summary>
/// <remarks>S. Ioffe and C. Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", 2015.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>The weight of a new batch in the running statistics, above 0 and at most 1.</summary>
    public object Momentum { get; set; } = 0.1;

    /// <summary>What is added to the variance, above 0.</summary>
    public object Epsilon { get; set; } = 1e-5;
}
