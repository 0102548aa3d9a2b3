using System.Collections.Generic;
using System.Globalization;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>The mistakes in a network's parts, each told at the network's own attribute and once for each place in a declaration.</summary>
internal sealed class PartIssues(ReadParts result)
{
    private readonly HashSet<string> told = new(System.StringComparer.Ordinal);
    private int part = -1;

    /// <summary>Goes on to the network's next attribute.</summary>
    public void NextPart() => part++;

    /// <summary>Adds an issue, once for each place in a declaration.</summary>
    public void Tell(string id, BlockScope scope, string place, string message, string? setting = null)
    {
        string owner = scope.Around.Count == 0 ? part.ToString(CultureInfo.InvariantCulture) : scope.Around[scope.Around.Count - 1].ToDisplayString();
        if (told.Add(id + " " + owner + " " + place))
        {
            result.Issues.Add(new Issue(id, -1, scope.Spec is null ? setting : null, message) { PartIndex = part });
        }
    }
}
