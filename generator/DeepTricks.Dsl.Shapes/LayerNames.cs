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

    /// <summary>What default names of a block's uses start with: its attribute, the first letter in lower case.</summary>
    public static string BlockPrefix(string attributeName)
        => attributeName.Length == 0 ? attributeName : char.ToLowerInvariant(attributeName[0]).ToString() + attributeName.Substring(1);

    /// <summary>The hyperparameter group of a layer: its name with the first letter in upper case, and so for the blocks around it: <c>Fire1.Conv1</c>.</summary>
    public static string Group(string layerName) => string.Join(".", layerName.Split('.').Select(Capitalized));

    /// <summary>The name with the first letter in upper case.</summary>
    public static string Capitalized(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]).ToString() + name.Substring(1);

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
