using System.IO.Compression;
using System.Xml.Linq;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>What a user gets from the package: everything from one reference.</summary>
[Collection(PackedPackageTests.Name)]
public sealed class PackageTests(PackedPackage package)
{
    // The rest is the packer's own.
    private static readonly string[] Payload = ["README.md", "analyzers/", "build", "lib/"];

    [Fact]
    public void A_fresh_project_declares_trains_and_predicts_with_the_package_alone()
    {
        string file = Assert.Single(Directory.GetFiles(package.Feed));
        Assert.Equal($"DeepTricks.Dsl.{package.Version}.nupkg", Path.GetFileName(file));
        JudgeContents(file);

        using var project = new TemporaryFolder();
        ConsumerProject.Write(project.Path, package, ConsumerPrograms.Training);
        string output = DotnetCommand.Run(project.Path, "run");

        Assert.Equal(ConsumerPrograms.LastLine, output.TrimEnd().Split('\n')[^1]);
        Assert.Contains("dense1", output, StringComparison.Ordinal);
    }

    private static void JudgeContents(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        string[] expected =
        [
            "README.md",
            "analyzers/dotnet/cs/DeepTricks.Dsl.CodeFixes.dll",
            "analyzers/dotnet/cs/DeepTricks.Dsl.Generator.dll",
            "analyzers/dotnet/cs/DeepTricks.Dsl.Shapes.dll",
            "buildTransitive/DeepTricks.Dsl.targets",
            "lib/net10.0/DeepTricks.Dsl.Shapes.dll",
            "lib/net10.0/DeepTricks.Dsl.Shapes.xml",
            "lib/net10.0/DeepTricks.Dsl.dll",
            "lib/net10.0/DeepTricks.Dsl.xml",
        ];
        var payload = archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => Payload.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, payload);

        using var stream = archive.GetEntry("DeepTricks.Dsl.nuspec")!.Open();
        var dependencies = XDocument.Load(stream).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => (string?)element.Attribute("id"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(["ILGPU", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.Logging.Abstractions"], dependencies);
    }
}
