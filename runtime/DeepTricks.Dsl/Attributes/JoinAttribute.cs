namespace DeepTricks.Dsl;

/// <summary>The base of the layers that join several values into one.</summary>
public abstract class JoinAttribute : LayerAttribute
{
    private protected JoinAttribute(string[] taps) => Taps = taps;

    /// <summary>The taps to join, in order; a single one is joined with the value above.</summary>
    public IReadOnlyList<string> Taps { get; }
}
