using System.Collections.Immutable;
using System.Globalization;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>Each trick: where it is reported, near what it is silent, how it is suppressed and configured.</summary>
public class TrickTests
{
    /// <summary>What violates a rule, with the place marked, the severity, and the message without the layer that it starts with.</summary>
    public static TheoryData<string, string, DiagnosticSeverity, string> Violations => new()
    {
        { "DT1001", "[Network(4), Rescale(0, 1), Dense(3), SoftmaxCrossEntropy]|new Trainer<N>(new N()) { [|Shuffle = false|] }", DiagnosticSeverity.Warning, "Without shuffling" },
        { "DT1003", "[Network(8, 8, 1), Rescale(0, 1), [|Dense(256)|], PRelu, Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "has 256 outputs and 17k of the network's 18k parameters, but no Dropout before 'dense2'; add Dropout(0.5) behind 'prelu1'" },
        { "DT1003", "[Network(8, 8, 1), Rescale(0, 1), [|Conv(256, 3)|], BatchNorm, PRelu, Conv(3, 1), GlobalAveragePool, SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "add Dropout(0.2) behind 'prelu1'" },
        { "DT1004", "[Network(8, 8, 1), Rescale(0, 1), Conv(4, 3), PRelu, [|Lrn|], Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "costs 3,584 operations per sample where BatchNorm takes 512, and lets no layer learn faster; use BatchNorm" },
        { "DT1004", "[Network(8, 8, 1), Rescale(0, 1), Conv(4, 3), BatchNorm, [|Lrn|], Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "evens out what 'bn1' has normalized already; take it out" },
        { "DT1005", "[Network(8, 8, 1), Rescale(0, 1), Conv(4, 3), BatchNorm, [|AveragePool(2)|], PRelu, Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "averages 256 values into 64, so that a feature found at one position of 4 fades; use MaxPool(2)" },
        { "DT1006", "[Network(4), Rescale(0, 1), Dense(8), [|Sigmoid|], Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "passes at most 25 % of a gradient back; use PRelu" },
        { "DT1006", "[Network(4), Rescale(0, 1), Dense(8), [|Tanh|], Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "saturates: where one of its 8 inputs per sample is beyond 2" },
        { "DT1007", "[Network(28, 28, 1), Rescale(0, 1), Conv(32, 3), [|Elu|], MaxPool(2), Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "moving Elu after MaxPool(2) evaluates it on 6,272 instead of 25,088 values per sample, with the same result" },
        { "DT1007", "[Network(28, 28, 1), Rescale(0, 1), Conv(32, 3), [|PRelu|], MaxPool(2), Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "moving PRelu after MaxPool(2) evaluates it on 6,272 instead of 25,088 values per sample" },
        { "DT1008", "[Network(4), Rescale(0, 1), Dense(8), [|Relu|], Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "with 8 parameters more than the network's 67" },
        { "DT1009", "[Network(4), Rescale(0, 1), Dense(8), [|Elu|], Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "evaluates 8 exponentials per sample" },
        { "DT1010", "[Network(4), Rescale(0, 1), [|Dense(8)|], PRelu, Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "has no BatchNorm before 'dense2'; behind it, BatchNorm takes 16 parameters and makes its 8 biases redundant" },
        { "DT1011", "[[|Network(28, 28, 1)|], Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "the 784 numbers of a sample reach 'dense1' as they are; add Rescale(0, 255)" },
        { "DT1011", "[Network(4), Rescale(0, 1), Dense(8), Tap(\"a\"), [|Input(5)|], Dense(8), Concat(\"a\"), Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "has 5 numbers of a sample, which reach 'dense2' as they are" },
        { "DT1013", "[Network(8, 8, 1), Rescale(0, 1), Conv(4, 3, [|Init = Init.Xavier|]), PRelu, Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Warning, "starts with weights of deviation 0.21" },
        { "DT1013", "[Network(8, 8, 1), Rescale(0, 1), Conv(4, 3, [|Init = Init.XavierUniform|]), BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "leave Init out" },
        { "DT1014", "[Network(28, 28, 1), Rescale(0, 1), Conv(32, 3), BatchNorm, PRelu, [|Dense(10)|], SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "holds 251k of the network's 251k parameters (100 %), for 25,088 inputs of each unit; GlobalAveragePool before it would leave 330" },
        { "DT1015", "[Network(8, 8, 256), Rescale(0, 1), [|Conv(320, 3)|], BatchNorm, PRelu, Dropout(0.2), Conv(3, 1), GlobalAveragePool, SoftmaxCrossEntropy]", DiagnosticSeverity.Info, "reads 256 channels: a 1x1 bottleneck, Conv(64, 1) before it, would save 537k of 737k parameters" },
    };

    /// <summary>What looks like a violation of a rule, and is none.</summary>
    public static TheoryData<string, string> LookAlikes => new()
    {
        { "DT1001", "[Network(4), Dense(3), SoftmaxCrossEntropy]|new Trainer<N>(new N()) { Shuffle = true }" },
        { "DT1001", "[Network(4), Dense(3), SoftmaxCrossEntropy]|new Trainer<N>(new N()) { Shuffle = System.Environment.ProcessorCount > 1 }" },
        { "DT1001", "[Network(4), Dense(3), SoftmaxCrossEntropy]|new Trainer<N>(new N()) { DropLastBatch = false }" },
        { "DT1001", "[Network(4), Dense(3), SoftmaxCrossEntropy]|new Cards { Shuffle = false }" },
        { "DT1003", "[Network(4), Dense(255), PRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1003", "[Network(4), Dense(1000), SoftmaxCrossEntropy]" },
        { "DT1003", "[Network(4), Dense(256), BatchNorm, PRelu, Dropout(0.1), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1003", "[Network(8, 8, 256), Conv(256, 3, Groups = 256), PRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1003", "[Network(8, 8, 3), Conv(256, 3), PRelu, GlobalAveragePool, SoftmaxCrossEntropy]" },
        { "DT1004", "[Network(8, 8, 1), Conv(4, 3), BatchNorm, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1004", "[Network(8, 8, 1), Conv(4, 3), Softmax, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1004", "[Network(8, 8, 1), Other.Lrn, Conv(4, 3), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1005", "[Network(8, 8, 1), Conv(4, 3), GlobalAveragePool, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1005", "[Network(8, 8, 1), Conv(4, 3), AveragePool(8), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1005", "[Network(8, 8, 1), Conv(4, 3), MaxPool(2), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1005", "[Network(8, 8, 1), Conv(4, 3), AveragePool(2), BinaryCrossEntropy]" },
        { "DT1006", "[Network(4), Dense(3), Tanh, MeanSquaredError]" },
        { "DT1006", "[Network(4), Dense(8), Tap(\"value\"), Dense(8), Sigmoid, Multiply(\"value\"), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1006", "[Network(4), Dense(3), Sigmoid, MeanSquaredError]" },
        { "DT1006", "[Network(4), Dense(3), BatchNorm, Tanh, Dropout(0.1), MeanSquaredError]" },
        { "DT1006", "[Network(4), Dense(8), Softmax, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1007", "[Network(8, 8, 1), Conv(4, 3), LeakyRelu(-1.0), MaxPool(2), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1007", "[Network(8, 8, 1), Conv(4, 3), MaxPool(2), Relu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1007", "[Network(8, 8, 1), Conv(4, 3), Relu, AveragePool(2), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1007", "[Network(8, 8, 1), Conv(4, 3), Relu, BatchNorm, MaxPool(2), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1007", "[Network(8, 8, 1), Conv(4, 3), Relu, MaxPool(1), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1008", "[Network(4), Dense(3), Relu, MeanSquaredError]" },
        { "DT1008", "[Network(4), Dense(8), LeakyRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1008", "[Network(4), Dense(8), PRelu(Slope = 0), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1009", "[Network(4), Dense(3), Elu, MeanSquaredError]" },
        { "DT1009", "[Network(4), Dense(8), PRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1009", "[Network(4), Dense(8), Relu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1010", "[Network(4), Dense(8), PRelu, BatchNorm, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1010", "[Network(8, 8, 1), Conv(4, 3), MaxPool(2), BatchNorm, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1010", "[Network(8, 8, 4), Conv(4, 3, Groups = 4), Conv(8, 1), BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1010", "[Network(4), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1011", "[Network(4), Rescale(-1, 1), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1011", "[Network(4), BatchNorm, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1011", "[Network(8, 8, 1), MaxPool(2), BatchNorm, Conv(4, 3), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1013", "[Network(8, 8, 1), Conv(4, 3, Init = Init.He), PRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1013", "[Network(400), Dense(8, Init = Init.Xavier), PRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1013", "[Network(8, 8, 1), Conv(4, 3, Init = Init.Gaussian, Deviation = 0.01), PRelu, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1014", "[Network(784), Dense(512), BatchNorm, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1014", "[Network(28, 28, 1), Conv(32, 3), GlobalAveragePool, Dense(3), SoftmaxCrossEntropy]" },
        { "DT1014", "[Network(8, 8, 64), Conv(64, 3), MaxPool(8), Dense(64), SoftmaxCrossEntropy]" },
        { "DT1015", "[Network(8, 8, 64), Conv(512, 3), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1015", "[Network(8, 8, 256), Conv(256, 3, Groups = 256), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1015", "[Network(8, 8, 256), Conv(512, 1), Dense(3), SoftmaxCrossEntropy]" },
        { "DT1015", "[Network(8, 8, 512), Conv(128, 1), BatchNorm, PRelu, Conv(256, 3), Dense(3), SoftmaxCrossEntropy]" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void A_violation_is_reported(string id, string marked, DiagnosticSeverity severity, string message)
    {
        var (source, found) = Find(id, marked);
        Assert.Equal(source.Spans.Single(), found.Location.SourceSpan);
        Assert.Equal(severity, found.Severity);
        Assert.Contains(message, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void What_looks_alike_is_not_reported(string id, string network)
    {
        var compilation = Compilations.Of(Source(network));
        Assert.DoesNotContain(GeneratorHarness.Advice(Generated(compilation)), diagnostic => diagnostic.Id == id);
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void A_rule_can_be_suppressed_and_configured(string id, string marked, DiagnosticSeverity severity, string message)
    {
        Assert.False(string.IsNullOrEmpty(message));
        Assert.NotEqual(DiagnosticSeverity.Error, severity);
        string text = MarkedSource.Parse(Source(marked)).Text;
        Assert.Empty(Ids("#pragma warning disable " + id + "\n" + text, id));
        string suppression = "[module: System.Diagnostics.CodeAnalysis.SuppressMessage(\"DeepTricks.Tricks\", \"" + id + "\")]\n";
        Assert.Empty(Ids(text.Replace("using DeepTricks.Dsl;", "using DeepTricks.Dsl;\n" + suppression, StringComparison.Ordinal), id));
        Assert.Empty(Ids(text.Replace("public partial class N;", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"DeepTricks.Tricks\", \"" + id + "\")]\npublic partial class N;", StringComparison.Ordinal)
            .Replace("public static class Use", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"DeepTricks.Tricks\", \"" + id + "\")]\npublic static class Use", StringComparison.Ordinal), id));
        Assert.Equal([DiagnosticSeverity.Error], Ids(text, id, "error"));
        Assert.Equal([DiagnosticSeverity.Hidden], Ids(text, id, "silent"));
        Assert.Empty(Ids(text, id, "none"));
    }

    [Fact]
    public void Errors_cannot_be_suppressed()
    {
        var run = GeneratorHarness.Run("#pragma warning disable DT0006\n" + Sources.Network("[Network(4)]\n[Dense(0), SoftmaxCrossEntropy]"));
        Assert.Equal("DT0006", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void Every_rule_has_a_violation_and_three_look_alikes()
    {
        string[] rules = [.. typeof(IssueIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(id => id.StartsWith("DT1", StringComparison.Ordinal) && id != IssueIds.BudgetExceeded)];
        Assert.All(rules, id => Assert.Contains(Violations.Cast<object[]>(), row => (string)row[0] == id));
        Assert.All(rules, id => Assert.True(LookAlikes.Cast<object[]>().Count(row => (string)row[0] == id) >= 3, id));
    }

    [Fact]
    public void The_documented_network_follows_the_tricks_but_for_its_dense_layer()
        => Assert.Equal(["DT1014"], GeneratorHarness.Advice(Compilations.Of(Sources.DigitNet)).Select(diagnostic => diagnostic.Id));

    private static (MarkedSource Source, Diagnostic Found) Find(string id, string marked)
    {
        var source = MarkedSource.Parse(Source(marked));
        var found = GeneratorHarness.Advice(Generated(Compilations.Of(source.Text))).Where(diagnostic => diagnostic.Id == id);
        return (source, Assert.Single(found));
    }

    private static DiagnosticSeverity[] Ids(string text, string id, string? configured = null)
    {
        var compilation = Compilations.Of(text);
        if (configured is not null)
        {
            compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig($"dotnet_diagnostic.{id}.severity = {configured}")));
        }

        return [.. GeneratorHarness.Advice(Generated(compilation)).Where(diagnostic => diagnostic.Id == id).Select(diagnostic => diagnostic.Severity)];
    }

    /// <summary>With the network's code, where the source uses the network as one.</summary>
    private static Compilation Generated(CSharpCompilation compilation)
    {
        compilation = compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        if (!compilation.SyntaxTrees[0].ToString().Contains("new Trainer", StringComparison.Ordinal))
        {
            return compilation;
        }

        GeneratorHarness.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return output;
    }

    /// <summary>A class of the attributes, and an expression behind a bar inside a method.</summary>
    private static string Source(string text)
    {
        string[] parts = text.Split("]|");
        string use = parts.Length == 1
            ? ""
            : "public class Cards { public bool Shuffle { get; set; } }\npublic static class Use { public static object Make() => " + parts[1] + "; }\n";
        return "using DeepTricks.Dsl;\n" + parts[0] + (parts.Length == 1 ? "" : "]") + "\npublic partial class N;\n" + use
            + "namespace Other { [System.AttributeUsage(System.AttributeTargets.All)] public class LrnAttribute : System.Attribute; }\n";
    }

    /// <summary>An .editorconfig with one line for all C# files, as the compiler reads it.</summary>
    private sealed class EditorConfig(string line) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigSet configs =
            AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse("root = true\n\n[*.cs]\n" + line + "\n", "/project/.editorconfig") });

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => configs.GetOptionsForSourcePath("/project/Network.cs").TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => configs.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
