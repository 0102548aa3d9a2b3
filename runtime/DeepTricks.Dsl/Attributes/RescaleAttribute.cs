namespace DeepTricks.Dsl;

/// <summary>Maps the range from <paramref name="low"/> to <paramref name="high"/> of the input to [-1, +1], linearly and without clipping. Stands before all other layers.</summary>
/// <remarks>Y. LeCun et al., "Efficient BackProp", 1998, on why inputs should be centred and of one scale.</remarks>
/// <param name="low">The value that becomes -1, below <paramref name="high"/>.</param>
/// <param name="high">The value that becomes +1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RescaleAttribute(double low, double high) : LayerAttribute
{
    /// <summary>The value that becomes -1.</summary>
    public double Low { get; } = low;

    /// <summary>The value that becomes +1.</summary>
    public double High { get; } = high;
}
