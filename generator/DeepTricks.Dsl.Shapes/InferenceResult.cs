using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>What inference found: a shape per layer up to the first one that does not fit, and the issues.</summary>
/// <param name="Layers">The layers that fit, in order; all of them if the network is valid.</param>
/// <param name="Issues">What is wrong, in the order of the layers.</param>
public sealed record InferenceResult(EquatableArray<LayerShape> Layers, EquatableArray<Issue> Issues)
{
    /// <summary>Whether the network can be built; an exceeded budget does not prevent that.</summary>
    public bool IsValid => !Issues.Any(issue => issue.StopsBuilding);

    /// <summary>The issues that prevent building, one per line, each with its rule: <c>DT0007: 'Conv(64, 31)' ...</c>.</summary>
    public string ErrorText => string.Join("\n", Issues.Where(issue => issue.StopsBuilding).Select(issue => issue.Id + ": " + issue.Message));
}
