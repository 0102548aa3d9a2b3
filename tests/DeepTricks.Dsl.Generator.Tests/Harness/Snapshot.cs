using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Snapshooter;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Compares text, the generator's version aside, with a file under <c>__snapshots__</c>. With <c>UPDATE_SNAPSHOTS=1</c> missing files are written instead of failing the test.</summary>
internal static partial class Snapshot
{
    private const string Strict = "SNAPSHOOTER_STRICT_MODE";

    /// <summary>Asserts that the text is that of the snapshot of this name.</summary>
    public static void Match(string text, string name)
    {
        bool update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        Environment.SetEnvironmentVariable(Strict, update ? "false" : "true");
        Snapshooter.Xunit.Snapshot.Match(Version().Replace(text, "$1VERSION$2"), new SnapshotFullName(name, Folder()));
    }

    [GeneratedRegex("""(GeneratedCode\("[^"]*", ")[^"]*("\))""")]
    private static partial Regex Version();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
