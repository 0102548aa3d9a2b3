namespace DeepTricks.Dsl;

/// <summary><c>x / (1 + exp(-x))</c>, also called SiLU. Not monotone: below zero it dips and comes back to zero.</summary>
/// <remarks>P. Ramachandran, B. Zoph and Q. V. Le, "Searching for Activation Functions", 2017.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SwishAttribute : LayerAttribute;
