using System.Diagnostics;
using System.Text;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>Runs the .NET command line as a user would, outside the build that runs the tests.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Variables by which the build that runs the tests speaks to its own child processes.
    private static readonly string[] ForeignPrefixes = ["MSBUILD", "VSTEST", "CORECLR_", "DOTNET_STARTUP_HOOKS"];

    /// <summary>Runs a command to its end and returns what it wrote to standard output; fails with all it wrote unless it exits with 0.</summary>
    /// <param name="folder">Where to run it.</param>
    /// <param name="arguments">The arguments after <c>dotnet</c>.</param>
    public static string Run(string folder, params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo(folder, arguments) };
        var output = new StringBuilder();
        var everything = new StringBuilder();
        process.OutputDataReceived += (_, line) => Take(line.Data, isOutput: true);
        process.ErrorDataReceived += (_, line) => Take(line.Data, isOutput: false);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        bool ended = process.WaitForExit(Patience);
        if (ended)
        {
            process.WaitForExit();
        }
        else
        {
            process.Kill(entireProcessTree: true);
        }

        string command = "dotnet " + string.Join(' ', arguments);
        lock (everything)
        {
            Assert.True(ended, $"'{command}' took longer than {Patience.TotalMinutes} minutes:\n{everything}");
            Assert.True(process.ExitCode == 0, $"'{command}' ended with {process.ExitCode}:\n{everything}");
            return output.ToString();
        }

        void Take(string? line, bool isOutput)
        {
            if (line is null)
            {
                return;
            }

            lock (everything)
            {
                everything.Append(line).Append('\n');
                if (isOutput)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }

    private static ProcessStartInfo StartInfo(string folder, string[] arguments)
    {
        var info = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in info.Environment.Keys.ToArray())
        {
            if (ForeignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                info.Environment.Remove(name);
            }
        }

        // No build server outlives the command: it would hold the pipes open, and the folder too.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["UseSharedCompilation"] = "false";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        return info;
    }
}
