namespace DeepTricks.Dsl;

/// <summary>The logistic function 1 / (1 + exp(-x)).</summary>
/// <remarks>For outputs and gates; between layers it saturates and stops gradients. <see cref="BinaryCrossEntropyAttribute"/> contains it.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SigmoidAttribute : LayerAttribute;
