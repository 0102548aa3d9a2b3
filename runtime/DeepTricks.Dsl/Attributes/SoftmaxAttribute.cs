namespace DeepTricks.Dsl;

/// <summary>Normalized exponentials across the channels of each position: positive numbers that add up to 1.</summary>
/// <remarks>J. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990. <see cref="SoftmaxCrossEntropyAttribute"/> contains it.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxAttribute : LayerAttribute;
