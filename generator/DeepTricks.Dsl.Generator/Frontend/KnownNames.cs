using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>The runtime's types by name; the generator has no reference to the runtime.</summary>
internal static class KnownNames
{
    /// <summary>The namespace of the language.</summary>
    public const string Namespace = "DeepTricks.Dsl";

    /// <summary>The attribute that makes a class a network.</summary>
    public const string NetworkAttribute = Namespace + ".NetworkAttribute";

    private const string AttributeSuffix = "Attribute";

    private static readonly Dictionary<string, LayerKind> Kinds =
        LayerSchema.All.ToDictionary(schema => schema.AttributeName + AttributeSuffix, schema => schema.Kind, StringComparer.Ordinal);

    /// <summary>Whether the type is the runtime's base class of networks.</summary>
    public static bool IsNetworkBase(INamedTypeSymbol type) => IsOurs(type, "Network");

    /// <summary>Whether the type is the runtime's trainer.</summary>
    public static bool IsTrainer(INamedTypeSymbol type) => IsOurs(type, "Trainer");

    /// <summary>Whether the attribute is [Network].</summary>
    public static bool IsNetwork(AttributeData attribute) => IsOurs(attribute.AttributeClass, "NetworkAttribute");

    /// <summary>Whether the attribute is [Budget].</summary>
    public static bool IsBudget(AttributeData attribute) => IsOurs(attribute.AttributeClass, "BudgetAttribute");

    /// <summary>The layer kind that the attribute declares, or null if it is none.</summary>
    public static LayerKind? LayerKind(AttributeData attribute)
        => attribute.AttributeClass is { } type && Kinds.TryGetValue(type.Name, out var kind) && IsOurs(type, type.Name) ? kind : null;

    private static bool IsOurs(INamedTypeSymbol? type, string name)
        => type is { ContainingType: null } && type.Name == name
            && type.ContainingNamespace is { Name: "Dsl", ContainingNamespace: { Name: "DeepTricks", ContainingNamespace.IsGlobalNamespace: true } };
}
