namespace DeepTricks.Dsl;

/// <summary>The hyperbolic tangent.</summary>
/// <remarks>For outputs and gates; between layers it saturates and stops gradients (LeCun et al., "Efficient BackProp", 1998, on its use as a hidden activation).</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TanhAttribute : LayerAttribute;
