using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>The first stage: from attributes and symbols to a declaration.</summary>
internal static class Parsing
{
    /// <summary>The declaration, or null where [Network] stands on the class a second time, which is C#'s to report.</summary>
    public static NetworkDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return NetworkReader.Read(type) is { } reading && IsFirst(context, reading) ? reading.Declaration : null;
    }

    private static bool IsFirst(GeneratorAttributeSyntaxContext context, NetworkReading reading)
        => reading.Network.ApplicationSyntaxReference is { } reference && context.Attributes.Any(
            attribute => attribute.ApplicationSyntaxReference is { } other && other.SyntaxTree == reference.SyntaxTree && other.Span == reference.Span);
}
