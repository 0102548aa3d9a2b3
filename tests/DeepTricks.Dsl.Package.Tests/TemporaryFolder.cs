namespace DeepTricks.Dsl.Package.Tests;

/// <summary>A folder of a test's own, outside the repository, removed with everything in it afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeptricks-package-");

    /// <summary>The folder's path.</summary>
    public string Path => folder.FullName;

    /// <summary>Makes a folder in it and returns its path.</summary>
    public string Folder(string name) => folder.CreateSubdirectory(name).FullName;

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);
}
