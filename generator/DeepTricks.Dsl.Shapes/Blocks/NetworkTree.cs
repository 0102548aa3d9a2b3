using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>A layer or a block among the parts of a network or of a block.</summary>
/// <param name="Index">Its place in the network's layers or blocks.</param>
/// <param name="IsBlock">Whether it is a block.</param>
public readonly record struct NetworkPart(int Index, bool IsBlock);

/// <summary>The layers and blocks of a network as they stand in each other.</summary>
public static class NetworkTree
{
    /// <summary>The block index that stands for the network itself.</summary>
    public const int Root = -1;

    /// <summary>The layers and blocks that stand directly in a block, or in the network, in order.</summary>
    public static IReadOnlyList<NetworkPart> PartsOf(NetworkSpec spec, int block)
    {
        var layers = Enumerable.Range(0, spec.Layers.Count).Where(i => spec.Layers[i].Block == block).Select(i => (Place: i, Part: new NetworkPart(i, false)));
        var blocks = Enumerable.Range(0, spec.Blocks.Count).Where(i => spec.Blocks[i].Parent == block).Select(i => (Place: spec.Blocks[i].FirstLayer, Part: new NetworkPart(i, true)));
        return [.. blocks.Concat(layers).OrderBy(item => item.Place).Select(item => item.Part)];
    }
}
