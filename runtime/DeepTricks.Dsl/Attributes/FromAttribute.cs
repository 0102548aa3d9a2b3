namespace DeepTricks.Dsl;

/// <summary>Goes back to a tap: the layers below work on its value. Computes nothing.</summary>
/// <param name="tap">A tap declared above.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FromAttribute(string tap) : WireAttribute
{
    /// <summary>The tap.</summary>
    public string Tap { get; } = tap;
}
