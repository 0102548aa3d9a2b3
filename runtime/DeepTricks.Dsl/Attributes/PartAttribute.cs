namespace DeepTricks.Dsl;

/// <summary>The base of what networks and blocks are made of: layers, the wires between them, and blocks.</summary>
public abstract class PartAttribute : Attribute
{
    private protected PartAttribute()
    {
    }

    /// <summary>
    /// A condition over the parameters of the block that the part stands in, such as <c>"stride &gt; 1"</c>; where it does not hold, the part is left out. Settled
    /// at compile time.
    /// </summary>
    public string? When { get; set; }
}
