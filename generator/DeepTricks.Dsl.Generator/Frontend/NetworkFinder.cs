using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Finds the classes with [Network] by syntax, so that classes with other attributes are never bound.</summary>
internal static class NetworkFinder
{
    /// <summary>The classes whose attributes look like [Network], in source order, each part on its own.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Find(Compilation compilation, CancellationToken cancellation)
    {
        var roots = compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancellation)).OfType<CompilationUnitSyntax>().ToImmutableArray();
        var names = new HashSet<string>(roots.SelectMany(Aliases)) { "Network", "Network" + AttributeSyntaxes.Suffix };
        return roots.SelectMany(root => Types(root.Members)).Where(type => type.AttributeLists.Any(
            list => list.Attributes.Any(attribute => attribute.LastName() is { } name && (names.Contains(name) || names.Contains(name + AttributeSyntaxes.Suffix)))));
    }

    /// <summary>Names that using directives give to anything: [N] may be [Network] where <c>using N = DeepTricks.Dsl.NetworkAttribute</c> stands.</summary>
    private static IEnumerable<string> Aliases(CompilationUnitSyntax root)
        => root.Usings.Concat(root.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(UsingsInside))
            .Where(directive => directive.Alias is not null)
            .Select(directive => directive.Alias!.Name.Identifier.ValueText);

    private static IEnumerable<UsingDirectiveSyntax> UsingsInside(BaseNamespaceDeclarationSyntax space)
        => space.Usings.Concat(space.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(UsingsInside));

    private static IEnumerable<TypeDeclarationSyntax> Types(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            if (member is ClassDeclarationSyntax or RecordDeclarationSyntax)
            {
                yield return (TypeDeclarationSyntax)member;
            }

            var inner = member switch
            {
                BaseNamespaceDeclarationSyntax space => space.Members,
                TypeDeclarationSyntax type => type.Members,
                _ => default,
            };
            foreach (var type in Types(inner))
            {
                yield return type;
            }
        }
    }
}
