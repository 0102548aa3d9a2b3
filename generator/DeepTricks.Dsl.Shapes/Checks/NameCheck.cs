using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The names of layers and blocks: identifiers, no two of which make the same hyperparameter group in the network, or in a block.</summary>
internal static class NameCheck
{
    private const string Name = "Name";

    /// <summary>What is wrong with the names.</summary>
    public static IEnumerable<Issue> Issues(NetworkSpec spec)
        => Enumerable.Range(NetworkTree.Root, spec.Blocks.Count + 1).SelectMany(scope => OfScope(spec, scope)).Concat(Joined(spec));

    private static IEnumerable<Issue> OfScope(NetworkSpec spec, int scope)
    {
        var numbering = new NameNumbering();
        var parts = NetworkTree.PartsOf(spec, scope).Select(part => Named.Of(spec, part, numbering)).Where(part => part.HasName).ToList();
        var owners = new Dictionary<string, Named>(StringComparer.OrdinalIgnoreCase);
        var parameters = scope < 0 ? [] : spec.Blocks[scope].Parameters.Select(parameter => LayerNames.Capitalized(parameter.Name)).ToList();
        foreach (var part in parts)
        {
            string group = LayerNames.Capitalized(part.Name);
            if (!LayerNames.IsIdentifier(part.Name))
            {
                yield return part.Problem(
                    IssueIds.InvalidName, "is named '" + part.Name + "'; a name starts with a letter or '_' and goes on with letters, digits and '_'");
            }
            else if (LayerNames.IsReserved(group))
            {
                yield return part.Problem(
                    IssueIds.NameTaken, "is named '" + part.Name + "', but the hyperparameters have a member '" + group + "' already; choose another name");
            }
            else if (parameters.Contains(group, StringComparer.OrdinalIgnoreCase))
            {
                yield return part.Problem(
                    IssueIds.NameTaken, "is named '" + part.Name + "', as a parameter of the block is; choose another name");
            }
            else if (owners.TryGetValue(group, out var owner))
            {
                // The one to blame is the one that was named by hand.
                bool blameOwner = part.Name == part.Default && owner.Name != owner.Default;
                var (blamed, other) = blameOwner ? (owner, part) : (part, owner);
                yield return blamed.Problem(
                    IssueIds.NameTaken, "has the name of " + other.Described + ", whatever the case; layers need different names");
            }
            else
            {
                owners.Add(group, part);
            }
        }

        foreach (var pair in owners.Where(pair => pair.Key.EndsWith(LayerNames.GroupTypeSuffix, StringComparison.OrdinalIgnoreCase)))
        {
            string stem = pair.Key.Substring(0, pair.Key.Length - LayerNames.GroupTypeSuffix.Length);
            if (owners.ContainsKey(stem) || stem.Equals(LayerNames.InputGroup, StringComparison.OrdinalIgnoreCase))
            {
                yield return pair.Value.Problem(
                    IssueIds.NameTaken,
                    "is named '" + pair.Value.Name + "', but that is the type of the hyperparameter group '" + stem + "'; choose another name");
            }
        }
    }

    /// <summary>Names of layers in blocks, joined as emitted code joins them, that are another layer's.</summary>
    private static IEnumerable<Issue> Joined(NetworkSpec spec)
    {
        var inside = spec.Layers.Where(layer => layer.Block >= 0 && LayerNames.IsNamed(layer)).ToLookup(layer => layer.Name.Replace('.', '_'), StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            var layer = spec.Layers[i];
            if (inside.Count > 0 && layer.Block < 0 && LayerNames.IsNamed(layer) && inside[layer.Name].FirstOrDefault() is { } other)
            {
                yield return new Issue(
                    IssueIds.NameTaken, i, Name, LayerText.Described(layer) + " has a name that emitted code gives to " + LayerText.Described(other) + "; choose another name");
            }
        }
    }

    /// <summary>A layer or block with its own name, without those of the blocks around it.</summary>
    /// <param name="Part">Which it is.</param>
    /// <param name="HasName">Whether it has a name that people see.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Default">The name that it would have without one in the declaration.</param>
    /// <param name="Described">How messages begin.</param>
    private sealed record Named(NetworkPart Part, bool HasName, string Name, string Default, string Described)
    {
        public static Named Of(NetworkSpec spec, NetworkPart part, NameNumbering numbering)
        {
            if (part.IsBlock)
            {
                var block = spec.Blocks[part.Index];
                string own = block.Parent < 0 ? block.Name : block.Name.Substring(spec.Blocks[block.Parent].Name.Length + 1);
                return new(part, true, own, numbering.Next(LayerNames.BlockPrefix(block.AttributeName)), BlockText.Described(block));
            }

            var layer = spec.Layers[part.Index];

            // A name with a dot of its own is wrong, and shown whole.
            string name = layer.Block < 0 ? layer.Name : layer.Name.Substring(spec.Blocks[layer.Block].Name.Length + 1);
            return new(part, LayerNames.IsNamed(layer), name, numbering.Next(LayerSchema.PrefixOf(layer)), LayerText.Described(layer));
        }

        public Issue Problem(string id, string problem) => new Issue(id, Part.IsBlock ? -1 : Part.Index, NameCheck.Name, Described + " " + problem)
            with { BlockIndex = Part.IsBlock ? Part.Index : -1 };
    }
}
