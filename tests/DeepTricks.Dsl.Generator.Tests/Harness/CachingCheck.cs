using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Edits that change no network recompute nothing.</summary>
internal static class CachingCheck
{
    /// <summary>Asserts that every stage is cached after a comment edit, after an unrelated type, and after an edit that only moves diagnostics.</summary>
    public static void AssertCached(GeneratorDriver driver, CSharpCompilation compilation)
    {
        AssertCachedAfter(driver, compilation, "a comment", source => source.Replace("[Network", "/* a comment */ [Network", StringComparison.Ordinal));
        AssertCachedAfter(driver, compilation, "moved diagnostics", source => "#pragma warning disable CS0168\n\n\n" + source);
        AssertCached(driver.RunGenerators(compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("internal static class Unrelated { }", Compilations.Parsing, path: "Unrelated.cs"))), "an unrelated type");
    }

    private static void AssertCachedAfter(GeneratorDriver driver, CSharpCompilation compilation, string what, Func<string, string> edit)
    {
        var edited = compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            edited = edited.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edit(tree.ToString()), Compilations.Parsing, tree.FilePath));
        }

        AssertCached(driver.RunGenerators(edited), what);
    }

    private static void AssertCached(GeneratorDriver driver, string edit)
    {
        var result = driver.GetRunResult().Results.Single();
        var steps = TrackingNames.All
            .Where(result.TrackedSteps.ContainsKey)
            .SelectMany(name => result.TrackedSteps[name].Select(step => (Name: name, Step: step)))
            .Concat(result.TrackedOutputSteps.SelectMany(pair => pair.Value.Select(step => (Name: pair.Key, Step: step))));
        foreach (var (name, step) in steps)
        {
            Assert.All(step.Outputs, output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{name} was {output.Reason} after {edit}"));
        }
    }
}
