using System.Collections.Generic;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>The layers of a network, blocks expanded.</summary>
internal sealed class ReadParts
{
    /// <summary>The layers in order.</summary>
    public List<LayerSpec> Layers { get; } = [];

    /// <summary>The attribute of the network that each layer comes from: its own, or that of the outermost block that it stands in.</summary>
    public List<AttributeData> LayerAttributes { get; } = [];

    /// <summary>The uses of blocks.</summary>
    public List<BlockSpec> Blocks { get; } = [];

    /// <summary>The attribute of the network that each block comes from.</summary>
    public List<AttributeData> BlockAttributes { get; } = [];

    /// <summary>What was settled at compile time.</summary>
    public List<BlockDecision> Decisions { get; } = [];

    /// <summary>What is wrong with blocks, expressions and repetitions.</summary>
    public List<Issue> Issues { get; } = [];

    /// <summary>Whether an attribute has errors of C#'s own.</summary>
    public bool HasErrors { get; set; }
}
