using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Where a layer stands: its input, its neighbours, and where its issues go.</summary>
/// <param name="Layer">The layer; its settings are in range.</param>
/// <param name="Index">Its place in the network.</param>
/// <param name="Input">The shape of its input.</param>
/// <param name="InputName">Its input in messages: <c>input 'pool1'</c> or <c>input, the sample,</c>.</param>
/// <param name="Next">The layer after it, or null.</param>
/// <param name="FlattenedBy">The layer that made a vector of the sample's positions, or null.</param>
/// <param name="Issues">Receives what is wrong.</param>
/// <param name="Operands">The values that it reads, by name and shape, the first of which is <paramref name="Input"/>.</param>
internal sealed record LayerPlace(
    LayerSpec Layer, int Index, SampleShape Input, string InputName, LayerSpec? Next, LayerSpec? FlattenedBy, List<Issue> Issues,
    IReadOnlyList<(string Name, SampleShape Shape)> Operands)
{
    /// <summary>Whether the layer adds a bias: not directly before a batch normalization, whose shift makes it redundant.</summary>
    public bool HasBias => Next?.Kind != LayerKind.BatchNorm;

    /// <summary>A stored tensor of the layer.</summary>
    public ParameterShape Parameter(string name, ParameterRole role, params int[] dimensions)
        => new(Layer.Name + "." + name, role, dimensions.ToEquatableArray());

    /// <summary>Reports an issue: the layer's declaration, then the problem.</summary>
    /// <returns>Null, for rules to return.</returns>
    public LayerShape? Fail(string id, string? setting, string problem)
    {
        Issues.Add(new Issue(id, Index, setting, LayerText.Described(Layer) + " " + problem));
        return null;
    }
}
