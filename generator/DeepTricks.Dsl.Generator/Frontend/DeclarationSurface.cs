using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>
/// What the attributes of a compilation's classes can depend on: its declarations, constants, usings, references, options and pointwise functions, but not what stands
/// inside other methods. Two compilations with the same surface declare the same networks. Holds syntax only, so that no compilation stays alive.
/// </summary>
internal sealed class DeclarationSurface
{
    private readonly ImmutableArray<SyntaxTree> trees;
    private readonly ImmutableArray<MetadataReference> references;
    private readonly CompilationOptions options;
    private readonly string? assemblyName;

    private DeclarationSurface(Compilation compilation)
    {
        trees = compilation.SyntaxTrees.ToImmutableArray();
        references = compilation.ExternalReferences;
        options = compilation.Options;
        assemblyName = compilation.AssemblyName;
    }

    /// <summary>The surface of a compilation.</summary>
    public static DeclarationSurface Of(Compilation compilation) => new(compilation);

    /// <summary>Whether nothing differs but the insides of methods that are no pointwise functions, field initializers that are no constants, and comments.</summary>
    public bool IsSameAs(DeclarationSurface other)
        => assemblyName == other.assemblyName
            && options.Equals(other.options)
            && references.SequenceEqual(other.references)
            && trees.Length == other.trees.Length
            && trees.Zip(other.trees, IsSame).All(same => same);

    private static bool IsSame(SyntaxTree tree, SyntaxTree other)
        => ReferenceEquals(tree, other)
            || (tree.Options.Equals(other.Options)
                && SyntaxFactory.AreEquivalent(tree, other, topLevel: true)
                && PointwiseFinder.Find(tree).Zip(PointwiseFinder.Find(other), (method, before) => SyntaxFactory.AreEquivalent(method, before, topLevel: false)).All(same => same));
}
