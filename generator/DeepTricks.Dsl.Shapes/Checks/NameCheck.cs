using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The names of layers: identifiers, no two of which make the same hyperparameter group.</summary>
internal static class NameCheck
{
    private const string Name = "Name";

    /// <summary>What is wrong with the names.</summary>
    public static IEnumerable<Issue> Issues(NetworkSpec spec)
    {
        var defaults = LayerNames.Defaults(spec.Layers.Select(layer => layer.Kind));
        var owners = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            var layer = spec.Layers[i];
            if (!LayerNames.IsNamed(layer))
            {
                continue;
            }

            string group = LayerNames.Group(layer.Name);
            if (!LayerNames.IsIdentifier(layer.Name))
            {
                yield return Problem(
                    IssueIds.InvalidName, i, "is named '" + layer.Name + "'; a name starts with a letter or '_' and goes on with letters, digits and '_'");
            }
            else if (LayerNames.IsReserved(group))
            {
                yield return Problem(
                    IssueIds.NameTaken, i, "is named '" + layer.Name + "', but the hyperparameters have a member '" + group + "' already; choose another name");
            }
            else if (owners.TryGetValue(group, out int owner))
            {
                // The layer to blame is the one that was named by hand.
                bool blameOwner = layer.Name == defaults[i] && spec.Layers[owner].Name != defaults[owner];
                int blamed = blameOwner ? owner : i;
                int other = blameOwner ? i : owner;
                yield return Problem(
                    IssueIds.NameTaken,
                    blamed,
                    "has the name of '" + LayerText.Declaration(spec.Layers[other]) + "' (" + spec.Layers[other].Name
                        + "), whatever the case; layers need different names");
            }
            else
            {
                owners.Add(group, i);
            }
        }

        foreach (var pair in owners.Where(pair => pair.Key.EndsWith(LayerNames.GroupTypeSuffix, StringComparison.OrdinalIgnoreCase)))
        {
            string stem = pair.Key.Substring(0, pair.Key.Length - LayerNames.GroupTypeSuffix.Length);
            if (owners.ContainsKey(stem) || stem.Equals(LayerNames.InputGroup, StringComparison.OrdinalIgnoreCase))
            {
                yield return Problem(
                    IssueIds.NameTaken,
                    pair.Value,
                    "is named '" + spec.Layers[pair.Value].Name + "', but that is the type of the hyperparameter group '" + stem + "'; choose another name");
            }
        }

        Issue Problem(string id, int index, string problem) => new(id, index, Name, LayerText.Described(spec.Layers[index]) + " " + problem);
    }
}
