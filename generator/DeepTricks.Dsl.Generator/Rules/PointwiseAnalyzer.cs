using System.Collections.Immutable;
using DeepTricks.Dsl.Generator.Diagnostics;
using DeepTricks.Dsl.Generator.Frontend;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepTricks.Dsl.Generator.Rules;

/// <summary>Reports what in a [Pointwise] function cannot be differentiated, on the very expression.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PointwiseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotDifferentiable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (KnownNames.Pointwise(method) is null)
        {
            return;
        }

        if (PointwiseFunctions.FormProblem(method) is { } problem)
        {
            Report(method.Locations[0], problem);
            return;
        }

        try
        {
            PointwiseReader.Read(method, context.Compilation);
        }
        catch (NotDifferentiableException exception)
        {
            // A mistake in a function that this one calls is reported there.
            var location = exception.Location ?? method.Locations[0];
            if (!location.IsInSource || IsInside(location, method))
            {
                Report(location, exception.Message);
            }
        }

        void Report(Location location, string message) => context.ReportDiagnostic(Diagnostic.Create(Descriptors.NotDifferentiable, location, message));
    }

    private static bool IsInside(Location location, IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == location.SourceTree && reference.Span.Contains(location.SourceSpan))
            {
                return true;
            }
        }

        return false;
    }
}
