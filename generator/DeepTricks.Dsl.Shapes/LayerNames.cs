using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>Names of layers: the default ones, the hyperparameter groups made of them, and which are allowed.</summary>
public static class LayerNames
{
    /// <summary>The group that holds the sizes of the input.</summary>
    public const string InputGroup = "Input";

    /// <summary>What the type of a group is called: the group's name and this.</summary>
    public const string GroupTypeSuffix = "Group";

    /// <summary>
    /// Names that a hyperparameter group cannot have because the class that holds the groups has members of that name,
    /// inherited ones included.
    /// </summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        InputGroup, "Hyperparameters", "Values", "Descriptors", "Table", "Item", "Set", "ReadJson", "ToJson", "FromJson", "ReadConfiguration",
        "FromConfiguration", "Apply", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    };

    /// <summary>
    /// The names of a network's layers: the declared ones, and for the others the kind's prefix and its running number. A named layer
    /// takes a number too, so that naming one layer never renames the others.
    /// </summary>
    /// <param name="layers">Kind and declared name (or null) of each layer, in order.</param>
    public static IReadOnlyList<string> Assign(IEnumerable<(LayerKind Kind, string? Name)> layers)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var (kind, name) in layers)
        {
            string prefix = LayerSchema.Of(kind).DefaultNamePrefix;
            used.TryGetValue(prefix, out int count);
            used[prefix] = count + 1;
            names.Add(name ?? prefix + (count + 1).ToString(CultureInfo.InvariantCulture));
        }

        return names;
    }

    /// <summary>The default names of layers of the given kinds.</summary>
    public static IReadOnlyList<string> Defaults(IEnumerable<LayerKind> kinds) => Assign(kinds.Select(kind => (kind, (string?)null)));

    /// <summary>The hyperparameter group of a layer: its name with the first letter in upper case.</summary>
    public static string Group(string layerName)
        => layerName.Length == 0 ? layerName : char.ToUpperInvariant(layerName[0]).ToString() + layerName.Substring(1);

    /// <summary>Whether a layer's name is one that people see: wires have none.</summary>
    public static bool IsNamed(LayerSpec layer) => !LayerSchema.Of(layer.Kind).IsWire;

    /// <summary>Whether a member of the class that holds the groups has this name, whatever the case.</summary>
    public static bool IsReserved(string group) => Reserved.Contains(group);

    /// <summary>Whether the name is a C# identifier.</summary>
    public static bool IsIdentifier(string name)
    {
        if (name.Length == 0 || !(name[0] == '_' || IsLetter(name[0])))
        {
            return false;
        }

        return name.All(c => c == '_' || IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber);
    }

    private static bool IsLetter(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;
}
