using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DeepTricks.Dsl.Generator.Diagnostics;
using DeepTricks.Dsl.Generator.Frontend;
using DeepTricks.Dsl.Shapes;
using DeepTricks.Dsl.Shapes.Tricks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepTricks.Dsl.Generator.Rules;

/// <summary>Reports what is wrong with a network on the attribute, or the argument, that is to blame, while it is written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.OfDeclarations;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (NetworkReader.Read(type, context.Compilation) is not { } reading)
        {
            ReportLayersWithoutNetwork(context, type);
            return;
        }

        var network = NetworkCheck.Check(reading.Declaration);
        foreach (var issue in network.Issues.Concat(Advice(network)))
        {
            Report(context, reading, issue);
        }
    }

    /// <summary>Tricks are told about a network that can be built only: what follows from a mistake is silent.</summary>
    private static IEnumerable<Issue> Advice(CheckedNetwork network) => network.Refusal is null ? TrickAdvice.Of(network.Spec, network.Shapes) : [];

    private static void Report(SymbolAnalysisContext context, NetworkReading reading, Issue issue)
    {
        var descriptor = Descriptors.Of(issue.Id);
        bool canBeFixed = !IsInBlock(reading, issue.LayerIndex) && !IsInBlock(reading, issue.OtherLayer);
        var others = issue.OtherLayer < 0 ? [] : new[] { IssueLocator.OfAttribute(reading.Read.LayerAttributes[issue.OtherLayer], reading.Type, context.CancellationToken) };
        var properties = !canBeFixed ? RepairProperties.None : issue.Replacement is null ? ImmutableDictionary<string, string?>.Empty : RepairProperties.Replacing(issue.Replacement);
        context.ReportDiagnostic(Diagnostic.Create(
            descriptor,
            IssueLocator.Locate(issue, reading, context.CancellationToken),
            issue.IsDisputed ? DiagnosticSeverity.Info : descriptor.DefaultSeverity,
            others,
            properties,
            issue.Message));
    }

    /// <summary>Whether a layer stands in a block, where a change of the network's own attributes does not reach it.</summary>
    private static bool IsInBlock(NetworkReading reading, int layer) => layer >= 0 && reading.Declaration.Spec.Layers[layer].Block >= 0;

    private static void ReportLayersWithoutNetwork(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (!KnownNames.IsBlock(type) && type.GetAttributes().FirstOrDefault(KnownNames.IsPart) is { } layer)
        {
            string message = "'" + type.Name + "' has layers but no [Network]; write the shape of one sample above them, as in [Network(28, 28, 1)]";
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(IssueIds.LayersWithoutNetwork), IssueLocator.OfAttribute(layer, type, context.CancellationToken), message));
        }
    }
}
