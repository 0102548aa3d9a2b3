namespace DeepTricks.Dsl;

/// <summary>The exponential linear unit: x above zero, Alpha (exp(x) - 1) below.</summary>
/// <remarks>D. Clevert et al., "Fast and Accurate Deep Network Learning by Exponential Linear Units", 2015.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EluAttribute : LayerAttribute
{
    /// <summary>How far below zero it saturates, above 0.</summary>
    public object Alpha { get; set; } = 1.0;
}
