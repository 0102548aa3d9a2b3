namespace DeepTricks.Dsl;

/// <summary>The largest value of each window, per channel. No padding; positions that fill no whole window are left out.</summary>
/// <param name="window">Positions of a window along each axis, at least 1 and at most the input's.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPoolAttribute(int window) : LayerAttribute
{
    /// <summary>Takes an expression over the parameters of the block that the layer stands in.</summary>
    /// <param name="window">Positions of a window along each axis, at least 1 and at most the input's.</param>
    public MaxPoolAttribute(string window)
        : this(0) => Window = window;

    /// <summary>Positions of a window along each axis.</summary>
    public object Window { get; } = window;

    /// <summary>Positions between windows along each axis; 0, the default: as many as a window has, so that windows neither overlap nor leave gaps.</summary>
    public object Stride { get; set; } = 0;
}
