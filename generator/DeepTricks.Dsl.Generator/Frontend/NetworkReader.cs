using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Reads the attributes of a class as a network.</summary>
internal static class NetworkReader
{
    /// <summary>Reads a class, or returns null if it has no [Network].</summary>
    /// <param name="type">The class.</param>
    /// <param name="compilation">The compilation that it stands in.</param>
    public static NetworkReading? Read(INamedTypeSymbol type, Compilation compilation)
    {
        var attributes = type.GetAttributes();
        var network = attributes.FirstOrDefault(KnownNames.IsNetwork);
        if (network is null)
        {
            return null;
        }

        var budget = attributes.FirstOrDefault(KnownNames.IsBudget);
        var parts = attributes.Where(KnownNames.IsPart).ToList();
        var read = PartExpander.Read(parts, compilation);
        var spec = new NetworkSpec(
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(NamespaceFormat) : string.Empty,
            type.Name,
            type.DeclaredAccessibility == Accessibility.Public,
            AttributeNumbers.Input(network),
            read.Layers.ToEquatableArray(),
            budget is null ? null : AttributeNumbers.Budget(budget))
        {
            Blocks = read.Blocks.ToEquatableArray(),
            Decisions = read.Decisions.ToEquatableArray(),
        };
        var formIssues = FormCheck.Issues(type, network, parts).Concat(read.Issues).ToEquatableArray();
        bool hasErrors = attributes.Any(attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error })
            || read.HasErrors || AttributeNumbers.HasErrors(network);
        return new NetworkReading(
            type, new NetworkDeclaration(spec, formIssues, hasErrors, FormCheck.CanBeExtended(type, formIssues), HiddenNames.Of(type)), network, budget, parts, read);
    }

    /// <summary>Parts of namespaces without escapes; emission escapes keywords by itself.</summary>
    private static readonly SymbolDisplayFormat NamespaceFormat = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
