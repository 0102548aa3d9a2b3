using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace DeepTricks.Dsl.Benchmarks.Commands;

/// <summary><c>micro</c>: BenchmarkDotNet on the microkernels and the generator.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter") { Description = "Which benchmarks, such as *Generator*", DefaultValueFactory = _ => "*" };
        var command = new Command("micro", "Run BenchmarkDotNet on the microkernels and the generator") { filter };
        command.SetAction(parsed => Run(parsed.GetValue(filter)!));
        return command;
    }

    private static int Run(string filter)
    {
        // In this process: a project of BenchmarkDotNet's own would copy the peers' half gigabyte for every run.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15);
        var config = DefaultConfig.Instance.AddJob(job).WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", filter], config);
        return summaries.Any() && summaries.All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1;
    }
}
