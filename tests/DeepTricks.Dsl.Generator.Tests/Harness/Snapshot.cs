using System.Runtime.CompilerServices;
using Snapshooter;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Compares text with a file under <c>__snapshots__</c>. With <c>UPDATE_SNAPSHOTS=1</c> missing files are written instead of failing the test.</summary>
internal static class Snapshot
{
    private const string Strict = "SNAPSHOOTER_STRICT_MODE";

    /// <summary>Asserts that the text is that of the snapshot of this name.</summary>
    public static void Match(string text, string name)
    {
        bool update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        Environment.SetEnvironmentVariable(Strict, update ? "false" : "true");
        Snapshooter.Xunit.Snapshot.Match(text, new SnapshotFullName(name, Folder()));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
