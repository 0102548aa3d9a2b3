namespace DeepTricks.Dsl.Samples.Tests;

/// <summary>A folder of a test's own, removed with everything in it afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("samples-");

    /// <summary>The folder's path.</summary>
    public string Path => folder.FullName;

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file into the folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);
}
