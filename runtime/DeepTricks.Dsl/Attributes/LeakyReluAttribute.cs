namespace DeepTricks.Dsl;

/// <summary>A rectifier that multiplies what is below zero by a fixed slope.</summary>
/// <remarks>A. Maas et al., "Rectifier Nonlinearities Improve Neural Network Acoustic Models", 2013.</remarks>
/// <param name="slope">The factor below zero.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LeakyReluAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>Takes an expression over the parameters of the block that the layer stands in.</summary>
    /// <param name="slope">The factor below zero.</param>
    public LeakyReluAttribute(string slope)
        : this(0) => Slope = slope;

    /// <summary>The factor below zero.</summary>
    public object Slope { get; } = slope;
}
