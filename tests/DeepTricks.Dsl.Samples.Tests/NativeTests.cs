using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Digits;

namespace DeepTricks.Dsl.Samples.Tests;

/// <summary>samples/Native as a program of its own, compiled at run time: that it can be compiled ahead of time, the package's tests show.</summary>
public class NativeTests
{
    private static readonly string Program = typeof(NativeTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "NativeSample").Value!;

    [Fact]
    public void It_reads_digits_with_a_model_that_the_first_sample_saves()
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("digits.safetensors");
        Assert.Equal(0, RunResult.Of("--samples", "1000", "--epochs", "2", "--save", model, "--plain").ExitCode);

        var run = Run(model);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(10, run.Lines.Count(line => line.StartsWith("drawn ", StringComparison.Ordinal)));

        // A tenth would be right by chance.
        Assert.InRange(int.Parse(run.Value("right").Split(' ')[0], CultureInfo.InvariantCulture), 500, 1000);
        Assert.StartsWith("CPU, ", run.Value("device"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_network_is_explained()
    {
        using var folder = new TemporaryFolder();
        var run = Run(folder.Write("digits.safetensors", "not a model"));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("The model cannot be used: ", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_model_it_says_what_it_takes()
    {
        var run = Run();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Usage: ", run.Error, StringComparison.Ordinal);
    }

    private static RunResult Run(params string[] arguments)
    {
        var info = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;

        // Neither writes enough to fill a pipe while the other is read.
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new RunResult(process.ExitCode, output, error);
    }
}
