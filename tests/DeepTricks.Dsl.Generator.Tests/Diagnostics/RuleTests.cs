using System.Reflection;
using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Generator.Diagnostics;
using DeepTricks.Dsl.Generator.Rules;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>Every rule has a descriptor, a page and a row in the release notes; the generator survives its own failures.</summary>
public class RuleTests
{
    private static readonly string[] All = [.. typeof(IssueIds).GetFields().Select(constant => (string)constant.GetRawConstantValue()!)];

    public static TheoryData<string> Ids => [.. All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_complete(string id)
    {
        var descriptor = id switch { IssueIds.InternalError => Descriptors.InternalError, IssueIds.NoShuffling => Descriptors.NoShuffling, IssueIds.NotDifferentiable => Descriptors.NotDifferentiable, _ => Descriptors.Of(id) };
        Assert.Equal(id, descriptor.Id);
        string root = Root();
        string page = File.ReadAllText(Path.Combine(root, descriptor.HelpLinkUri));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n", page, StringComparison.Ordinal);
        Assert.Contains($"[{id}]({id}.md)", File.ReadAllText(Path.Combine(root, "generator/docs/rules/README.md")), StringComparison.Ordinal);
        Assert.Equal(id.StartsWith("DT0", StringComparison.Ordinal), descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        string releases = File.ReadAllText(Path.Combine(root, "generator/DeepTricks.Dsl.Generator/Diagnostics/AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"{id}  | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}\n", releases, StringComparison.Ordinal);
    }

    [Fact]
    public void The_analyzers_report_every_rule_but_failures() => Assert.Equal(
        All.Where(id => id != IssueIds.InternalError).Order(),
        new NetworkAnalyzer().SupportedDiagnostics.Concat(new ShufflingAnalyzer().SupportedDiagnostics).Concat(new PointwiseAnalyzer().SupportedDiagnostics).Select(descriptor => descriptor.Id).Order());

    [Fact]
    public void A_failing_stage_is_a_failure_and_no_exception()
    {
        var failed = Outcome.Of<string>(() => throw new InvalidOperationException("no\nway"));
        Assert.Equal("InvalidOperationException: no way", failed.Failure);
        Assert.Equal(failed.Failure, failed.Then(text => text + "!").Failure);
        Assert.Equal("a!", Outcome.Of(() => "a").Then(text => text + "!").Value);
        Assert.Throws<OperationCanceledException>(() => Outcome.Of<string>(() => throw new OperationCanceledException()));
    }

    [Fact]
    public void Rules_can_be_silenced_in_the_source()
    {
        var run = GeneratorHarness.Run(Sources.Network("#pragma warning disable DT1012\n[Network(4)]\n[Budget(Parameters = 1)]\n[Dense(3), SoftmaxCrossEntropy]"));
        Assert.Empty(run.Diagnostics);
        run.AssertCompiles();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
