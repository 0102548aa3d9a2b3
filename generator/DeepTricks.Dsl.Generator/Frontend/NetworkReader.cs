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
    public static NetworkReading? Read(INamedTypeSymbol type)
    {
        var attributes = type.GetAttributes();
        var network = attributes.FirstOrDefault(KnownNames.IsNetwork);
        if (network is null)
        {
            return null;
        }

        var budget = attributes.FirstOrDefault(KnownNames.IsBudget);
        var layers = attributes.Where(attribute => KnownNames.LayerKind(attribute) is not null).ToList();
        var spec = new NetworkSpec(
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(NamespaceFormat) : string.Empty,
            type.Name,
            type.DeclaredAccessibility == Accessibility.Public,
            AttributeNumbers.Input(network),
            Layers(layers),
            budget is null ? null : AttributeNumbers.Budget(budget));
        var formIssues = FormCheck.Issues(type, spec, network, layers).ToEquatableArray();
        bool hasErrors = attributes.Any(attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error })
            || layers.Append(network).Any(AttributeNumbers.HasErrors);
        return new NetworkReading(
            type, new NetworkDeclaration(spec, formIssues, hasErrors, FormCheck.CanBeExtended(type, formIssues), HiddenNames.Of(type)), network, budget, layers);
    }

    /// <summary>Parts of namespaces without escapes; emission escapes keywords by itself.</summary>
    private static readonly SymbolDisplayFormat NamespaceFormat = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static EquatableArray<LayerSpec> Layers(IReadOnlyList<AttributeData> attributes)
    {
        var kinds = attributes.Select(attribute => KnownNames.LayerKind(attribute)!.Value).ToList();
        var names = LayerNames.Assign(kinds.Zip(attributes, (kind, attribute) => (kind, AttributeNumbers.Name(attribute))));
        return kinds
            .Select((kind, i) => new LayerSpec(kind, names[i], AttributeNumbers.Settings(attributes[i], LayerSchema.Of(kind)).ToEquatableArray())
            {
                Taps = AttributeNumbers.Taps(attributes[i], LayerSchema.Of(kind)),
            })
            .ToEquatableArray();
    }
}
