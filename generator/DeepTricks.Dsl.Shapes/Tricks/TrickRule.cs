using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>One trick as a rule about declarations.</summary>
internal abstract class TrickRule
{
    /// <summary>Where the network does not follow the trick.</summary>
    public abstract IEnumerable<Issue> Issues(NetworkView network);

    /// <summary>An issue of a layer: its declaration, then the problem and the repair.</summary>
    protected static Issue Advice(string id, NetworkView network, int layer, string problem, string? setting = null)
        => new(id, layer, setting, LayerText.Described(network[layer].Layer) + " " + problem);
}
