using System.Collections.Immutable;
using DeepTricks.Dsl.Generator.Diagnostics;
using DeepTricks.Dsl.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DeepTricks.Dsl.Generator.Rules;

/// <summary>DT1001: reports code that turns a trainer's shuffling off.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShufflingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoShuffling];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.SimpleAssignment);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (context.Operation is ISimpleAssignmentOperation
            {
                Target: IPropertyReferenceOperation { Property: { Name: "Shuffle", ContainingType: var owner } },
                Value.ConstantValue: { HasValue: true, Value: false },
            }
            && KnownNames.IsTrainer(owner))
        {
            const string Message = "Without shuffling every epoch shows the network the same minibatches in the same order, which it learns along; leave Shuffle at true";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoShuffling, context.Operation.Syntax.GetLocation(), Message));
        }
    }
}
