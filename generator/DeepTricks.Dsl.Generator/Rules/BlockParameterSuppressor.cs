using System.Collections.Immutable;
using DeepTricks.Dsl.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepTricks.Dsl.Generator.Rules;

/// <summary>
/// Silences C#'s warning that a primary constructor's parameter is unread (CS9113) on blocks, whose parameters are read by the expressions of their
/// layers. DT0040 reports those that no expression reads.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockParameterSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Read = new("DTS0001", "CS9113", "The expressions of a block's layers read its parameters");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Read];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
                && context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken) is INamedTypeSymbol type
                && KnownNames.IsBlock(type))
            {
                context.ReportSuppression(Suppression.Create(Read, diagnostic));
            }
        }
    }
}
