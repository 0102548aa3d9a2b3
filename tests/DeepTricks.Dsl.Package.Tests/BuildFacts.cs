using System.Reflection;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>What the build of this project knew and wrote into its assembly.</summary>
internal static class BuildFacts
{
    /// <summary>The project that is packed.</summary>
    public static string PackedProject => Value("PackedProject");

    /// <summary>The configuration that was built.</summary>
    public static string Configuration => Value("Configuration");

    /// <summary>The version of the assemblies.</summary>
    public static string Version => Value("Version");

    /// <summary>Folders with packages that restoring this repository has fetched, separated by semicolons.</summary>
    public static string PackageFolders => Value("PackageFolders");

    private static string Value(string key) => typeof(BuildFacts).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value ?? "";
}
