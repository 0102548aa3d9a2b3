namespace DeepTricks.Dsl;

/// <summary>A rectifier that multiplies what is below zero by a learned slope, one per channel.</summary>
/// <remarks>K. He et al., "Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification", 2015.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>Every slope at the start.</summary>
    public object Slope { get; set; } = 0.1;
}
