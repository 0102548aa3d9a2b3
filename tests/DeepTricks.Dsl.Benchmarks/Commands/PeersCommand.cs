using System.CommandLine;
using System.Globalization;
using System.Reflection;
using DeepTricks.Dsl.Benchmarks.Measuring;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace DeepTricks.Dsl.Benchmarks.Commands;

/// <summary><c>peers</c>: our networks against TorchSharp's and ONNX Runtime's, one line per row.</summary>
internal static class PeersCommand
{
    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter turns: all rows within a minute" };
        var json = new Option<FileInfo?>("--json") { Description = "Also write the rows to this file, as a JSON array", HelpName = "FILE" };
        var threads = new Option<int>("--threads") { Description = "Threads of every side", DefaultValueFactory = _ => 2 };
        var only = new Option<string?>("--only") { Description = "Only rows whose name contains this", HelpName = "TEXT" };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--threads takes a whole number from 1.");
            }
        });

        var command = new Command("peers", "Compare with TorchSharp and ONNX Runtime") { quick, json, threads, only };
        command.SetAction(parsed => Run(parsed.GetValue(quick), parsed.GetValue(json), parsed.GetValue(threads), parsed.GetValue(only)));
        return command;
    }

    private static int Run(bool quick, FileInfo? json, int threads, string? only)
    {
        var definitions = PeerRows.All.Where(row => only is null || row.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (definitions.Length == 0)
        {
            Console.Error.WriteLine($"No row is called '{only}'. The rows: {string.Join(", ", PeerRows.All.Select(row => row.Name))}.");
            return 2;
        }

        torch.set_num_threads(threads);
        var device = Device.Cpu(threads);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Name}; {threads} threads on every side; {Version(typeof(torch))}; {Version(typeof(InferenceSession))}"));
        var settings = quick ? new ContestSettings(threads, 0.1, 5, 3) : new ContestSettings(threads, 0.35, 15, 60);
        var rows = new List<Row>();
        foreach (var definition in definitions)
        {
            var row = definition.Measure(definition, device, settings);
            rows.Add(row);
            Console.WriteLine(row);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        if (rows.Any(row => row.Disturbed > 0))
        {
            Console.Error.WriteLine("Other processes used the processor throughout some rows: those ratios say little. Repeat them on a quiet machine.");
        }

        if (json is not null)
        {
            Row.Write(json.FullName, rows);
        }

        return 0;
    }

    private static string Version(Type type) =>
        $"{type.Assembly.GetName().Name} {type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
}
