using System.Collections.Immutable;
using DeepTricks.Dsl.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Runs generator and analyzer on sources; every run also checks that what must hold for all sources does.</summary>
internal static class GeneratorHarness
{
    /// <summary>Runs the compiler on sources that may have mistakes.</summary>
    public static GeneratorRun Run(params string[] sources)
    {
        var compilation = Compilations.Of(sources);
        var driver = NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var generatorDiagnostics);
        CachingCheck.AssertCached(driver, compilation);
        var files = driver.GetRunResult().Results.Single().GeneratedSources;

        var diagnostics = Analyze(output);
        Assert.Equal(Describe(Analyze(compilation)), Describe(diagnostics));
        return new GeneratorRun(
            output, files.ToDictionary(file => file.HintName, file => file.SourceText.ToString()), generatorDiagnostics, diagnostics);
    }

    /// <summary>Runs the compiler on sources without mistakes, and asserts that it is quiet and that its output compiles without warnings.</summary>
    public static GeneratorRun RunClean(params string[] sources)
    {
        var run = Run(sources);
        Assert.Empty(run.Diagnostics);
        run.AssertCompiles();
        return run;
    }

    /// <summary>A driver that records what each stage did.</summary>
    public static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: Compilations.Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the analyzers advise about a compilation, in source order: the tricks, without errors of form and shape.</summary>
    public static IReadOnlyList<Diagnostic> Advice(Compilation compilation) => [.. AnalyzeAll(compilation).Where(IsAdvice)];

    /// <summary>All that the analyzers report about a compilation, in source order.</summary>
    public static IReadOnlyList<Diagnostic> Everything(Compilation compilation) => [.. AnalyzeAll(compilation)];

    private static bool IsAdvice(Diagnostic diagnostic) => diagnostic.Id.StartsWith("DT1", StringComparison.Ordinal) && diagnostic.Id != "DT1012";

    /// <summary>Errors and exceeded budgets: sources that show one thing need not follow every trick.</summary>
    private static ImmutableArray<Diagnostic> Analyze(Compilation compilation) => [.. AnalyzeAll(compilation).Where(diagnostic => !IsAdvice(diagnostic))];

    private static IEnumerable<Diagnostic> AnalyzeAll(Compilation compilation)
        => compilation.WithAnalyzers([new NetworkAnalyzer(), new ShufflingAnalyzer(), new PointwiseAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id);

    private static IEnumerable<string> Describe(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(diagnostic => diagnostic.ToString());
}
