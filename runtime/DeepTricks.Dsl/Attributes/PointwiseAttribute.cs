namespace DeepTricks.Dsl;

/// <summary>
/// Makes a static method of floats a function that networks apply (<see cref="ApplyAttribute"/>) and that other such functions call. Its body is an expression, or
/// local variables, if and return: arithmetic, comparisons, <c>?:</c>, constants, and MathF's Exp, Log, Sqrt, Tanh, Abs, Pow, Min and Max. The compiler derives its
/// derivative; what has none is an error where it stands.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PointwiseAttribute : Attribute
{
    /// <summary>
    /// The name of a method beside it, with the same parameters and <see cref="PointwiseAttribute"/>, that computes the derivative by the first parameter, where one knows
    /// better than the rules: <c>nameof(SwishSlope)</c>. Derivatives by learned parameters are derived all the same.
    /// </summary>
    public string? Derivative { get; set; }
}

/// <summary>A parameter of a <see cref="PointwiseAttribute"/> function that networks learn.</summary>
/// <param name="start">Where it starts.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LearnedAttribute(double start) : Attribute
{
    /// <summary>Where it starts.</summary>
    public double Start { get; } = start;

    /// <summary>Whether every channel learns its own (the default), or the layer one.</summary>
    public bool PerChannel { get; set; } = true;
}
