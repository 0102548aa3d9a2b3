namespace DeepTricks.Dsl;

/// <summary>Repeats the layer or block that follows it: <c>[Repeat(3), Fire(16, 64)]</c>. Settled at compile time.</summary>
/// <param name="count">How often the layer or block stands there, 0 or more.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RepeatAttribute(int count) : Attribute
{
    /// <summary>Takes an expression over the parameters of the block that the attribute stands in.</summary>
    /// <param name="count">How often the layer or block stands there, 0 or more.</param>
    public RepeatAttribute(string count)
        : this(0) => Count = count;

    /// <summary>How often the layer or block stands there.</summary>
    public object Count { get; } = count;
}
