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

    /// <summary>The attribute that makes a method a pointwise function.</summary>
    public const string PointwiseAttribute = Namespace + ".PointwiseAttribute";

    /// <summary>The [Pointwise] of a method, or null.</summary>
    public static AttributeData? Pointwise(IMethodSymbol method) => method.GetAttributes().FirstOrDefault(attribute => IsOurs(attribute.AttributeClass, "PointwiseAttribute"));

    /// <summary>The [Learned] of a parameter, or null.</summary>
    public static AttributeData? Learned(IParameterSymbol parameter) => parameter.GetAttributes().FirstOrDefault(attribute => IsOurs(attribute.AttributeClass, "LearnedAttribute"));

    /// <summary>Whether the attribute holds a function that an assembly leaves for others.</summary>
    public static bool IsPointwiseExpression(AttributeData attribute) => IsOurs(attribute.AttributeClass, "PointwiseExpressionAttribute");

    /// <summary>Whether the attribute is [Repeat].</summary>
    public static bool IsRepeat(AttributeData attribute) => IsOurs(attribute.AttributeClass, "RepeatAttribute");

    /// <summary>Whether the attribute is a use of a block: its class derives from BlockAttribute.</summary>
    public static bool IsBlock(AttributeData attribute) => attribute.AttributeClass is { } type && IsBlock(type);

    /// <summary>Whether the class is a block.</summary>
    public static bool IsBlock(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (IsOurs(at, "BlockAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the attribute stands among the layers: a layer, a wire, a block or [Repeat].</summary>
    public static bool IsPart(AttributeData attribute) => LayerKind(attribute) is not null || IsRepeat(attribute) || IsBlock(attribute);

    /// <summary>An attribute class's name as one writes it: <c>Fire</c>.</summary>
    public static string ShortName(INamedTypeSymbol attribute)
        => attribute.Name.EndsWith(AttributeSuffix, StringComparison.Ordinal) && attribute.Name.Length > AttributeSuffix.Length
            ? attribute.Name.Substring(0, attribute.Name.Length - AttributeSuffix.Length)
            : attribute.Name;

    /// <summary>The layer kind that the attribute declares, or null if it is none.</summary>
    public static LayerKind? LayerKind(AttributeData attribute)
        => attribute.AttributeClass is { } type && Kinds.TryGetValue(type.Name, out var kind) && IsOurs(type, type.Name) ? kind : null;

    private static bool IsOurs(INamedTypeSymbol? type, string name)
        => type is { ContainingType: null } && type.Name == name
            && type.ContainingNamespace is { Name: "Dsl", ContainingNamespace: { Name: "DeepTricks", ContainingNamespace.IsGlobalNamespace: true } };
}
