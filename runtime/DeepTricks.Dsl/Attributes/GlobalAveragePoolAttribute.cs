namespace DeepTricks.Dsl;

/// <summary>The mean of each channel over all positions: turns an image or sequence of C channels into a vector of C numbers.</summary>
/// <remarks>M. Lin et al., "Network In Network", 2013.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
