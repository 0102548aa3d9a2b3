using System.Diagnostics;
using System.Text;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>Runs a program to its end and judges how it ended.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Variables by which the build that runs the tests speaks to its own child processes.
    private static readonly string[] ForeignPrefixes = ["MSBUILD", "VSTEST", "CORECLR_", "DOTNET_STARTUP_HOOKS"];

    /// <summary>How to start a program as if no build ran the tests.</summary>
    /// <param name="folder">Where to run it.</param>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo StartInfo(string folder, string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
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

        return info;
    }

    /// <summary>Returns what the program wrote to standard output; fails with all it wrote unless it exits with 0.</summary>
    public static string Run(ProcessStartInfo info)
    {
        var (exitCode, output, everything) = Finish(info);
        Assert.True(exitCode == 0, $"'{Words(info)}' ended with {exitCode}:\n{everything}");
        return output;
    }

    /// <summary>Returns all that the program wrote; fails if it exits with 0.</summary>
    public static string Fail(ProcessStartInfo info)
    {
        var (exitCode, _, everything) = Finish(info);
        Assert.True(exitCode != 0, $"'{Words(info)}' did not fail:\n{everything}");
        return everything;
    }

    private static string Words(ProcessStartInfo info) => string.Join(' ', [info.FileName, .. info.ArgumentList]);

    private static (int ExitCode, string Output, string Everything) Finish(ProcessStartInfo info)
    {
        using var process = new Process { StartInfo = info };
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

        lock (everything)
        {
            Assert.True(ended, $"'{Words(info)}' took longer than {Patience.TotalMinutes} minutes:\n{everything}");
            return (process.ExitCode, output.ToString(), everything.ToString());
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
}
