using DeepTricks.Dsl.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Asserts what the analyzer reports, and where.</summary>
internal static class DiagnosticAssert
{
    /// <summary>
    /// Asserts that the marked source has exactly this diagnostic at the mark, and that the generated files still compile, so that one
    /// mistake is one error.
    /// </summary>
    public static GeneratorRun Reports(string id, string marked, string message)
    {
        var run = ReportsOnly(id, marked, message);
        run.AssertCompiles();
        return run;
    }

    /// <summary>Asserts that the marked source has exactly this diagnostic of ours, where C# has errors of its own.</summary>
    public static GeneratorRun ReportsOnly(string id, string marked, string message)
    {
        var source = MarkedSource.Parse(marked);
        var run = GeneratorHarness.Run(source.Text);
        Assert.Equal(id + ": " + message, string.Join("\n", run.Diagnostics.Select(d => d.Id + ": " + d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));
        var diagnostic = run.Diagnostics.Single();
        Assert.Equal(source.Text.Substring(source.Spans.Single().Start, source.Spans.Single().Length), source.Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(source.Spans.Single(), diagnostic.Location.SourceSpan);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal($"generator/docs/rules/{id}.md", diagnostic.Descriptor.HelpLinkUri);
        return run;
    }
}
