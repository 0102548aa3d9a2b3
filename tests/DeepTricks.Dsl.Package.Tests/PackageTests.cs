using System.IO.Compression;
using System.Xml.Linq;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>What a user gets from the package: everything from one reference.</summary>
public sealed class PackageTests
{
    [Fact]
    public void A_fresh_project_declares_trains_and_predicts_with_the_package_alone()
    {
        using var folder = new TemporaryFolder();
        string feed = folder.Folder("feed");

        // A version that no package cache can know.
        string version = BuildFacts.Version + "-test." + Guid.NewGuid().ToString("N");
        DotnetCommand.Run(
            folder.Path, "pack", BuildFacts.PackedProject, "--no-build", "-c", BuildFacts.Configuration, "-o", feed, "-p:PackageVersion=" + version);

        string package = Assert.Single(Directory.GetFiles(feed));
        Assert.Equal($"DeepTricks.Dsl.{version}.nupkg", Path.GetFileName(package));
        JudgeContents(package);

        string project = folder.Folder("Consumer");
        ConsumerProject.Write(project, feed, version, folder.Folder("packages"));
        string output = DotnetCommand.Run(project, "run");

        Assert.Equal(ConsumerProject.LastLine, output.TrimEnd().Split('\n')[^1]);
        Assert.Contains("dense1", output, StringComparison.Ordinal);
    }

    private static void JudgeContents(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        string[] expected =
        [
            "README.md",
            "analyzers/dotnet/cs/DeepTricks.Dsl.CodeFixes.dll",
            "analyzers/dotnet/cs/DeepTricks.Dsl.Generator.dll",
            "analyzers/dotnet/cs/DeepTricks.Dsl.Shapes.dll",
            "lib/net10.0/DeepTricks.Dsl.Shapes.dll",
            "lib/net10.0/DeepTricks.Dsl.Shapes.xml",
            "lib/net10.0/DeepTricks.Dsl.dll",
            "lib/net10.0/DeepTricks.Dsl.xml",
        ];
        var payload = archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => name == "README.md" || name.StartsWith("analyzers/", StringComparison.Ordinal) || name.StartsWith("lib/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, payload);

        using var stream = archive.GetEntry("DeepTricks.Dsl.nuspec")!.Open();
        var dependencies = XDocument.Load(stream).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => (string?)element.Attribute("id"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(["Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.Logging.Abstractions"], dependencies);
    }
}
