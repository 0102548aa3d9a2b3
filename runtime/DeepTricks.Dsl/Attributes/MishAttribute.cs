namespace DeepTricks.Dsl;

/// <summary><c>x tanh(log(1 + exp(x)))</c>. Not monotone: below zero it dips and comes back to zero.</summary>
/// <remarks>D. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", 2019.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MishAttribute : LayerAttribute;
