using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeepTricks.Dsl.Generator;
using DeepTricks.Dsl.Generator.Rules;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.Benchmarks.Micro;

/// <summary>
/// An editor with a project of many files, one of which declares a deep network, and somebody who types. What is timed is the generator's run
/// after a keystroke, and the analyzers' on the changed file; the compiler has parsed the file before.
/// </summary>
internal sealed class KeystrokeScenario
{
    private const int Blocks = 16;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new NetworkAnalyzer()];

    private readonly SyntaxTree[] files;
    private Compilation compilation;
    private GeneratorDriver driver;
    private SyntaxTree changed;
    private int keystrokes;

    /// <summary>Opens the project and lets the generator run once.</summary>
    /// <param name="fileCount">Source files, the network's included.</param>
    public KeystrokeScenario(int fileCount = 200)
    {
        files = [Parse(Network(16)), .. Enumerable.Range(1, fileCount - 1).Select(number => Parse(Other(number, 0)))];
        changed = files[0];
        compilation = CSharpCompilation.Create(
            "Project",
            files,
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        driver = CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGenerators(compilation);
        var errors = driver.GetRunResult().Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0 || driver.GetRunResult().GeneratedTrees.Length == 0)
        {
            throw new InvalidOperationException($"the generator does not accept the network: {string.Join<Diagnostic>(Environment.NewLine, errors)}");
        }
    }

    /// <summary>Layers of the declared network, the loss included.</summary>
    public static int Layers => (3 * Blocks) + 2;

    /// <summary>Characters that the generator wrote for it.</summary>
    public int GeneratedLength => driver.GetRunResult().GeneratedTrees.Sum(tree => tree.Length);

    /// <summary>Changes a number inside the network's declaration.</summary>
    public void TypeInside() => Replace(0, Network(16 + (++keystrokes % 2)));

    /// <summary>Changes a number in a method of another file.</summary>
    public void TypeElsewhere() => Replace(1, Other(1, ++keystrokes));

    /// <summary>Renames a member in another file.</summary>
    public void RenameElsewhere() => Replace(1, Other(1, 0).Replace("Count", "Count" + ++keystrokes, StringComparison.Ordinal));

    /// <summary>Runs the generator on the project as it is now.</summary>
    public TimeSpan Generate()
    {
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Runs the analyzers on the changed file, as an editor does.</summary>
    /// <returns>What they took themselves: the compiler's own work on the file is not theirs.</returns>
    public TimeSpan Analyze()
    {
        var output = compilation.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees);
        var analysis = output.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        var result = analysis.GetAnalysisResultAsync(output.GetSemanticModel(changed), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, analyzer) => sum + analyzer.ExecutionTime);
    }

    private static string Network(int filters)
    {
        var text = new StringBuilder("using DeepTricks.Dsl;\nnamespace Project;\n[Network(32, 32, 3)]\n");
        for (int i = 0; i < Blocks; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"[Conv({(i == Blocks / 2 ? filters : 16)}, 3), BatchNorm, PRelu]\n");
        }

        return text.Append("[Dense(10), SoftmaxCrossEntropy]\npublic partial class DeepNetwork;\n").ToString();
    }

    private static string Other(int number, int value) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        namespace Project;
        /// <summary>One of many classes that have nothing to do with networks.</summary>
        [Serializable]
        public sealed class Other{{number}} : IComparable<Other{{number}}>
        {
            private readonly List<int> numbers = new();
            public int Count => numbers.Count;
            [Obsolete("for the sake of an attribute")]
            public int Sum(int first) => numbers.Where(number => number > first).Select(number => number * {{value}}).Sum();
            public int CompareTo(Other{{number}}? other) => other is null ? 1 : Count.CompareTo(other.Count);
            public override string ToString() => string.Join(", ", numbers.Take({{value}}));
        }
        """);

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(SourceText.From(text), CSharpParseOptions.Default);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll")
            .Append(typeof(Dsl.Network).Assembly.Location)
            .Append(typeof(NetworkSpec).Assembly.Location)
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));

    private void Replace(int file, string text)
    {
        // Parsed as an editor does it: from the tree before and the change.
        var tree = files[file].WithChangedText(SourceText.From(text));
        compilation = compilation.ReplaceSyntaxTree(files[file], tree);
        files[file] = changed = tree;
    }
}
