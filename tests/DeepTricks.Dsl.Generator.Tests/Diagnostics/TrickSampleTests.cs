using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>The sample of violated tricks shows every rule once, each in the class that its list names, and no other.</summary>
public partial class TrickSampleTests
{
    [Fact]
    public void Each_class_of_the_sample_violates_its_rule_and_no_other()
    {
        string folder = Path.Combine(Root(), "samples/Tricks");
        var listed = Entry().Matches(File.ReadAllText(Path.Combine(folder, "TrickList.cs"))).Select(match => (Class: match.Groups[2].Value, Rule: match.Groups[1].Value)).ToList();
        string[] files = [.. Directory.GetFiles(Path.Combine(folder, "Networks")).Order(StringComparer.Ordinal)];
        var compilation = Compilations.Of(files.Select(File.ReadAllText));
        GeneratorHarness.NewDriver().RunGeneratorsAndUpdateCompilation(
            compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)), out var output, out _);
        var found = GeneratorHarness.Everything(output).Select(diagnostic => (
            Class: Path.GetFileNameWithoutExtension(files[int.Parse(Path.GetFileNameWithoutExtension(diagnostic.Location.SourceTree!.FilePath)["Source".Length..], System.Globalization.CultureInfo.InvariantCulture)]),
            Rule: diagnostic.Id));
        Assert.NotEmpty(listed);
        Assert.Equal(listed.Order(), found.Order());
    }

    [Fact]
    public void The_sample_lists_every_trick() => Assert.Equal(
        typeof(IssueIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(id => id.StartsWith("DT1", StringComparison.Ordinal)).Order(),
        Entry().Matches(File.ReadAllText(Path.Combine(Root(), "samples/Tricks/TrickList.cs"))).Select(match => match.Groups[1].Value).Order());

    [GeneratedRegex("""new\("(DT\d+)", nameof\((\w+)\)""")]
    private static partial Regex Entry();

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
