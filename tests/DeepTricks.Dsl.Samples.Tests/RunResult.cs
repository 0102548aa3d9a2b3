using System.Globalization;
using Digits;
using Shared;

namespace DeepTricks.Dsl.Samples.Tests;

/// <summary>What one run of the sample, in this process, told the shell and the user.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs samples/Digits with <paramref name="arguments"/>.</summary>
    public static RunResult Of(params string[] arguments) => Of(CancellationToken.None, arguments);

    /// <summary>Runs samples/Digits with <paramref name="arguments"/> until <paramref name="stop"/>.</summary>
    public static RunResult Of(CancellationToken stop, params string[] arguments) => Of(DigitsSample.Sample, stop, arguments);

    /// <summary>Runs <paramref name="sample"/> with <paramref name="arguments"/>.</summary>
    public static RunResult Of(Sample sample, params string[] arguments) => Of(sample, CancellationToken.None, arguments);

    /// <summary>Runs <paramref name="sample"/> with <paramref name="arguments"/> until <paramref name="stop"/>.</summary>
    public static RunResult Of(Sample sample, CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = SampleProgram.Run(sample, arguments, output, error, stop);
        return new RunResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The value of a <c>key: value</c> line.</summary>
    public string Value(string key) =>
        Assert.Single(Lines, line => line.StartsWith(key + ": ", StringComparison.Ordinal))[(key.Length + 2)..];

    /// <summary>The number of a <c>key: value</c> line.</summary>
    public double Number(string key) => double.Parse(Value(key), CultureInfo.InvariantCulture);

    /// <summary>Asserts exit code 2, silence on the output, and one sentence that holds each of <paramref name="parts"/>.</summary>
    public void AssertIsOneSentenceWith(params string[] parts)
    {
        Assert.Equal(2, ExitCode);
        Assert.Empty(Output);
        var sentence = Assert.Single(Error.TrimEnd().Split('\n'));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, sentence, StringComparison.Ordinal));
    }
}
