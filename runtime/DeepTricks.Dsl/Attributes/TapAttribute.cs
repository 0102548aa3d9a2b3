namespace DeepTricks.Dsl;

/// <summary>
/// Names the current value, so that <see cref="FromAttribute"/> can go back to it and <see cref="ConcatAttribute"/>, <see cref="AddAttribute"/> and
/// <see cref="MultiplyAttribute"/> can join it. Computes nothing.
/// </summary>
/// <param name="name">Any text, different from every other tap's.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TapAttribute(string name) : WireAttribute
{
    /// <summary>What the value is called.</summary>
    public string Name { get; } = name;
}
