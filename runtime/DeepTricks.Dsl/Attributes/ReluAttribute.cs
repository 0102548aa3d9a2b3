namespace DeepTricks.Dsl;

/// <summary>The rectifier max(x, 0); its derivative at 0 is 0.</summary>
/// <remarks>V. Nair and G. Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines", 2010. <see cref="PReluAttribute"/> is the better default.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReluAttribute : LayerAttribute;
