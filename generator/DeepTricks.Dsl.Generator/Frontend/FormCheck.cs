using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Whether the class itself can be a network, and whether its layers stand in one place.</summary>
internal static class FormCheck
{
    private static readonly string[] EmittedMembers =
        ["Hyperparameters", "DeclaredSpec", "Load", "CreateTraining", "CreatePrediction", "CreatePreparedWeights"];

    /// <summary>What is wrong with the form of the declaration.</summary>
    /// <param name="type">The class.</param>
    /// <param name="network">Its [Network].</param>
    /// <param name="parts">Its layers, blocks, wires and repetitions.</param>
    public static IEnumerable<Issue> Issues(INamedTypeSymbol type, AttributeData network, IReadOnlyList<AttributeData> parts)
        => Class(type).Concat(Places(type, network, parts));

    /// <summary>
    /// Whether another part of the class can be emitted. A missing 'partial' does not prevent it: C# then adds one error of its own, instead of
    /// one for each use of what would be missing.
    /// </summary>
    public static bool CanBeExtended(INamedTypeSymbol type, IEnumerable<Issue> formIssues)
        => formIssues.All(issue => issue.Id is IssueIds.NotPartial || issue.PartIndex >= 0)
            && type is { BaseType: not { TypeKind: TypeKind.Error } };

    private static IEnumerable<Issue> Class(INamedTypeSymbol type)
    {
        var declarations = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().ToList();
        if (type.ContainingType is { } outer)
        {
            yield return Problem(IssueIds.Nested, type, "stands inside '" + outer.Name + "'; move it out, into the namespace");
        }

        if (NotPlain(type, declarations) is { } problem)
        {
            yield return Problem(IssueIds.NotAPlainClass, type, problem);
        }
        else if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } baseType && !KnownNames.IsNetworkBase(baseType))
        {
            yield return Problem(
                IssueIds.OtherBaseClass, type, "derives from '" + baseType.Name + "', but networks derive from 'Network'; leave the base class out, and hold what you need of it in a field");
        }

        if (declarations.Any(declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            yield return Problem(IssueIds.NotPartial, type, "is not partial, so that its code cannot be added; write 'partial class " + type.Name + "'");
        }
    }

    private static string? NotPlain(INamedTypeSymbol type, IReadOnlyList<TypeDeclarationSyntax> declarations)
    {
        const string Plain = "; write a plain 'partial class'";
        return type switch
        {
            { IsRecord: true } => "is a record, whose copies would share weights" + Plain,
            { IsStatic: true } => "is static, but a network has instances" + Plain,
            { IsAbstract: true } => "is abstract, but a network has instances" + Plain,
            { Arity: > 0 } => "is generic, but its code is made for fixed layers" + Plain,
            { IsFileLocal: true } => "is local to its file, but its code goes into other files" + Plain,
            _ when declarations.Any(declaration => declaration.ParameterList is not null)
                => "has a primary constructor, but networks are constructed from a device, hyperparameters and a seed" + Plain,
            _ when EmittedMembers.Contains(type.Name) => "has the name of one of its own members; choose another name",
            _ => null,
        };
    }

    private static IEnumerable<Issue> Places(INamedTypeSymbol type, AttributeData network, IReadOnlyList<AttributeData> parts)
    {
        var home = Home(network);
        for (int i = 0; i < parts.Count; i++)
        {
            if (Home(parts[i]) != home)
            {
                string part = parts[i].ApplicationSyntaxReference?.GetSyntax().ToString() ?? KnownNames.ShortName(parts[i].AttributeClass!);
                yield return new Issue(
                    IssueIds.SpreadDeclaration,
                    -1,
                    null,
                    "'" + part + "' stands on another part of '" + type.Name + "' than [Network], so that the order of the layers is unknown; move it below [Network]")
                    with { PartIndex = i };
                yield break;
            }
        }
    }

    /// <summary>The part of the class that an attribute stands on.</summary>
    private static SyntaxNode? Home(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent;

    private static Issue Problem(string id, INamedTypeSymbol type, string problem) => new(id, -1, null, "'" + type.Name + "' " + problem);
}
