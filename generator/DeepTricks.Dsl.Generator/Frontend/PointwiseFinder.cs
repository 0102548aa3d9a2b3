using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Finds methods whose attributes look like [Pointwise], by syntax alone.</summary>
internal static class PointwiseFinder
{
    /// <summary>The methods of a file, in order.</summary>
    public static IEnumerable<MethodDeclarationSyntax> Find(SyntaxTree tree)
        => tree.GetRoot() is CompilationUnitSyntax root ? root.Members.SelectMany(Methods) : [];

    private static IEnumerable<MethodDeclarationSyntax> Methods(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax space => space.Members.SelectMany(Methods),
        TypeDeclarationSyntax type => type.Members.SelectMany(Methods),
        MethodDeclarationSyntax method when method.AttributeLists.Any(list => list.Attributes.Any(IsPointwise)) => [method],
        _ => [],
    };

    private static bool IsPointwise(AttributeSyntax attribute) => attribute.LastName() is "Pointwise" or "Pointwise" + AttributeSyntaxes.Suffix;
}
