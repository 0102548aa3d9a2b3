using System.Linq;
using System.Threading;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>
/// The first stage: from attributes and symbols to declarations. Binding attributes takes milliseconds, since every lookup starts from a new
/// compilation; so what was read last is kept, and read anew only when something outside of method bodies has changed.
/// </summary>
internal sealed class Parsing
{
    private volatile Memory? last;

    /// <summary>All networks of a compilation.</summary>
    public EquatableArray<Outcome<NetworkDeclaration>> Parse(Compilation compilation, CancellationToken cancellation) => Remember(compilation, cancellation).Declarations;

    /// <summary>The pointwise functions of a compilation that other assemblies may apply.</summary>
    public EquatableArray<ExportedFunction> Functions(Compilation compilation, CancellationToken cancellation) => Remember(compilation, cancellation).Functions;

    private Memory Remember(Compilation compilation, CancellationToken cancellation)
    {
        var surface = DeclarationSurface.Of(compilation);
        var memory = last is { } known && known.Surface.IsSameAs(surface)
            ? known with { Surface = surface }
            : new Memory(surface, Read(compilation, cancellation), ExportedFunction.Of(compilation, cancellation));
        last = memory;
        return memory;
    }

    private static EquatableArray<Outcome<NetworkDeclaration>> Read(Compilation compilation, CancellationToken cancellation)
        => NetworkFinder.Find(compilation, cancellation)
            .Select(type => Outcome.Of(() => Declaration(compilation, type, cancellation)))
            .Where(declaration => declaration is not { Value: null, Failure: null })
            .ToEquatableArray();

    /// <summary>The declaration, or null where the class is none, or has [Network] a second time, which is C#'s to report.</summary>
    private static NetworkDeclaration? Declaration(Compilation compilation, TypeDeclarationSyntax syntax, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax, cancellation) is { } type
            && NetworkReader.Read(type, compilation) is { } reading
            && reading.Network.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == syntax
            ? reading.Declaration
            : null;
    }

    private sealed record Memory(DeclarationSurface Surface, EquatableArray<Outcome<NetworkDeclaration>> Declarations, EquatableArray<ExportedFunction> Functions);
}
