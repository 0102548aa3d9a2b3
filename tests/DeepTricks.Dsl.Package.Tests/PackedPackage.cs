namespace DeepTricks.Dsl.Package.Tests;

/// <summary>The package as built, packed once for all tests.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Packs it.</summary>
    public PackedPackage()
    {
        // A version that no package cache can know.
        Version = BuildFacts.Version + "-test." + Guid.NewGuid().ToString("N");
        Feed = folder.Folder("feed");
        DotnetCommand.Run(
            folder.Path, "pack", BuildFacts.PackedProject, "--no-build", "-c", BuildFacts.Configuration, "-o", Feed, "-p:PackageVersion=" + Version);
    }

    /// <summary>The folder with nothing but the package.</summary>
    public string Feed { get; }

    /// <summary>The package's version.</summary>
    public string Version { get; }

    /// <summary>Where the tests install packages into, so that this one is unpacked only once.</summary>
    public string Packages => folder.Folder("packages");

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}

/// <summary>The tests that share the package, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PackedPackageTests : ICollectionFixture<PackedPackage>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Packed package";
}
