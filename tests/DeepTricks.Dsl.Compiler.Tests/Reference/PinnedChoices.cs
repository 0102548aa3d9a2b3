namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>
/// The decisions of a forward pass (which value of a window was the largest, which side of a rectifier's kink a number stood on), by layer.
/// Recorded at one point and reused near it, they turn the network into a smooth function, so that differences never straddle a kink.
/// </summary>
internal sealed class PinnedChoices
{
    private readonly Dictionary<int, int[]> byLayer = [];

    /// <summary>The recorded decisions of a layer, or null while there are none.</summary>
    public int[]? Recorded(int layer) => byLayer.GetValueOrDefault(layer);

    /// <summary>Keeps the decisions of a layer.</summary>
    public void Record(int layer, int[] choices) => byLayer.Add(layer, choices);
}
