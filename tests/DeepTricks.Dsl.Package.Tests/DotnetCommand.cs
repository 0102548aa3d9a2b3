using System.Diagnostics;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>Runs the .NET command line as a user would, outside the build that runs the tests.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs a command to its end and returns what it wrote to standard output; fails with all it wrote unless it exits with 0.</summary>
    /// <param name="folder">Where to run it.</param>
    /// <param name="arguments">The arguments after <c>dotnet</c>.</param>
    public static string Run(string folder, params string[] arguments) => ChildProcess.Run(StartInfo(folder, arguments));

    /// <summary>Runs a command that must not exit with 0, and returns all it wrote.</summary>
    /// <param name="folder">Where to run it.</param>
    /// <param name="arguments">The arguments after <c>dotnet</c>.</param>
    public static string Fail(string folder, params string[] arguments) => ChildProcess.Fail(StartInfo(folder, arguments));

    private static ProcessStartInfo StartInfo(string folder, string[] arguments)
    {
        var info = ChildProcess.StartInfo(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

        // No build server outlives the command: it would hold the pipes open, and the folder too.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["UseSharedCompilation"] = "false";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        return info;
    }
}
