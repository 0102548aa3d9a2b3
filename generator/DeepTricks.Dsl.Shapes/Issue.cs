using System;

namespace DeepTricks.Dsl.Shapes;

/// <summary>Something wrong with a network: which rule, which layer (-1: the network itself), which of its settings if one is to blame, and the sentence to show.</summary>
/// <param name="Id">The rule, one of <see cref="IssueIds"/>.</param>
/// <param name="LayerIndex">The layer, or -1 for the network itself.</param>
/// <param name="Setting">The setting to blame (<c>Name</c> for the layer's name; with a layer of -1 a size of the input or a limit of the budget), or null.</param>
/// <param name="Message">What is wrong and how to repair it, without the rule's id.</param>
public sealed record Issue(string Id, int LayerIndex, string? Setting, string Message)
{
    /// <summary>Another layer that the repair is about, such as the one to change places with; -1 if there is none.</summary>
    public int OtherLayer { get; init; } = -1;

    /// <summary>The use of a block whose parameters are to blame; -1 if none is.</summary>
    public int BlockIndex { get; init; } = -1;

    /// <summary>The attribute of the network to blame, in order, where no layer is; -1 if none is.</summary>
    public int PartIndex { get; init; } = -1;

    /// <summary>What the repair writes in place of the setting's value, or of the layer, where it is unique; null otherwise.</summary>
    public string? Replacement { get; init; }

    /// <summary>Whether the literature disagrees with the rule in this case, so that it is no more than a suggestion.</summary>
    public bool IsDisputed { get; init; }

    /// <summary>Whether the network cannot be built; the other rules only say that it should not be.</summary>
    public bool StopsBuilding => Id.StartsWith("DT0", StringComparison.Ordinal);
}
