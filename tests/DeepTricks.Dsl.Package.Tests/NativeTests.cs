using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Xunit.Abstractions;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>Programs that are compiled ahead of time, with nothing said about GPUs or processors but what the package says.</summary>
[Collection(PackedPackageTests.Name)]
public sealed class NativeTests(PackedPackage package, ITestOutputHelper report)
{
    // The network's weights are a file of their own. ILGPU alone would add as much.
    private const long MostBytes = 4_000_000;

    // Both run alone, but not at the same time; vectors half as wide would take nearly twice as long, and those of 2009 four times.
    private const double MostTimes = 2;

    private const string Ahead = "<PublishAot>true</PublishAot>";

    [SkippableTheory]
    [InlineData(256, null)]
    [InlineData(512, "x86-64-v4")]
    public void A_program_that_predicts_is_small_and_fast_and_answers_as_when_compiled_at_run_time(int bits, string? instructionSet)
    {
        NativeTools.Require();
        Skip.If(instructionSet is not null && !Avx512F.IsSupported, "this processor, or this run, has no 512-bit vectors");
        using var folder = new TemporaryFolder();
        ConsumerProject.Write(
            folder.Path, package, ConsumerPrograms.Prediction, instructionSet is null ? Ahead : $"{Ahead}<IlcInstructionSet>{instructionSet}</IlcInstructionSet>");
        string model = Path.Combine(folder.Path, "model.safetensors");

        DotnetCommand.Run(folder.Path, "build", "-c", "Release");
        var atRunTime = ChildProcess.StartInfo(folder.Path, "dotnet", Path.Combine(folder.Path, "bin", "Release", "net10.0", "Consumer.dll"), model);
        atRunTime.Environment["DOTNET_EnableAVX512"] = bits == 512 ? "1" : "0";
        var expected = Facts(ChildProcess.Run(atRunTime));

        string program = Publish(folder.Path);
        var facts = Facts(ChildProcess.Run(ChildProcess.StartInfo(folder.Path, program, model)));
        long bytes = new FileInfo(program).Length;
        report.WriteLine($"{bytes:N0} bytes; {facts["device"]}; {facts["microseconds"]} microseconds, at run time {expected["microseconds"]}");

        int expectedBits = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? bits : 128;
        Assert.EndsWith($"{expectedBits}-bit vectors", facts["device"], StringComparison.Ordinal);
        Assert.Equal(expected["device"], facts["device"]);
        Assert.Equal(expected["answer"], facts["answer"]);
        Assert.Contains("DeepTricks.Dsl.Gpu is false", facts["gpu"], StringComparison.Ordinal);
        Assert.InRange(bytes, 0, MostBytes);
        Assert.InRange(Microseconds(facts), 0, MostTimes * Microseconds(expected));
        Assert.False(Mentions(program, "ILGPU"), "the GPU library is in the program");
    }

    [SkippableFact]
    public void A_program_that_trains_can_be_compiled_ahead_of_time_too()
    {
        NativeTools.Require();
        using var folder = new TemporaryFolder();
        ConsumerProject.Write(folder.Path, package, ConsumerPrograms.Training, Ahead);

        string output = ChildProcess.Run(ChildProcess.StartInfo(folder.Path, Publish(folder.Path)));

        Assert.Equal(ConsumerPrograms.LastLine, output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public void GPUs_in_a_program_compiled_ahead_of_time_are_refused_before_it_is_compiled()
    {
        using var folder = new TemporaryFolder();
        ConsumerProject.Write(folder.Path, package, ConsumerPrograms.Training, Ahead + "<DeepTricksGpu>true</DeepTricksGpu>");

        string words = DotnetCommand.Fail(folder.Path, "publish");

        Assert.Contains("error : DeepTricksGpu and PublishAot are both true", words, StringComparison.Ordinal);
        Assert.DoesNotContain("native code", words, StringComparison.Ordinal);
    }

    /// <summary>Publishes a project, whose warnings are errors, and returns the program.</summary>
    private static string Publish(string folder)
    {
        string target = Path.Combine(folder, "published");
        DotnetCommand.Run(folder, "publish", "-o", target);
        return Path.Combine(target, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer");
    }

    private static Dictionary<string, string> Facts(string output) => output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    private static double Microseconds(Dictionary<string, string> facts) => double.Parse(facts["microseconds"], CultureInfo.InvariantCulture);

    private static bool Mentions(string file, string word)
    {
        var bytes = File.ReadAllBytes(file).AsSpan();
        return bytes.IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(word)) >= 0;
    }
}
