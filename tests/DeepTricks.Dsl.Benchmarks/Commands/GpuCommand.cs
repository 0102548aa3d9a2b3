using System.CommandLine;
using System.Globalization;
using DeepTricks.Dsl.Benchmarks.Gpu;
using DeepTricks.Dsl.Benchmarks.Measuring;
using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Benchmarks.Ours;
using DeepTricks.Dsl.Gpu;

namespace DeepTricks.Dsl.Benchmarks.Commands;

/// <summary><c>gpu</c>: training of our networks on a GPU, its peak, and a large product.</summary>
internal static class GpuCommand
{
    private const int Samples = 4096;

    private static readonly (string Network, int Batch)[] Trained = [("M1", 64), ("M1", 256), ("M2", 128), ("M3", 64), ("M3", 1024)];

    public static Command Create()
    {
        var device = new Option<string>("--device")
        {
            Description = "Which GPU: cuda, cuda:1, opencl, ...", HelpName = "NAME", DefaultValueFactory = _ => "cuda",
        };
        var size = new Option<int>("--product") { Description = "Rows and columns of the product", HelpName = "N", DefaultValueFactory = _ => 4096 };
        var only = new Option<string?>("--only") { Description = "Only networks whose row contains this", HelpName = "TEXT" };
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter turns" };
        var json = new Option<FileInfo?>("--json") { Description = "Also write what was measured to this file", HelpName = "FILE" };
        device.Validators.Add(result =>
        {
            if (!Device.IsName(result.GetValueOrDefault<string>()) || result.GetValueOrDefault<string>() is "cpu" or "best")
            {
                result.AddError("--device takes cuda, opencl or simulator, or one of several, such as cuda:1.");
            }
        });
        size.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 16384)
            {
                result.AddError("--product takes a whole number from 1 to 16384.");
            }
        });

        var command = new Command("gpu", "Measure training on a GPU: launches, samples per second, and the share of its peak") { device, size, only, quick, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(device)!,
            parsed.GetValue(size),
            parsed.GetValue(only) ?? "",
            parsed.GetValue(quick) ? new Turns(0.05, 3) : new Turns(0.3, 15),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(string name, int size, string only, Turns turns, FileInfo? json)
    {
        Device device;
        try
        {
            device = Device.Parse(name);
        }
        catch (DeviceNotFoundException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }

        var machine = device.Machine!;
        double peak = PeakKernel.Measure(machine, turns);
        Say($"{device.Name} ({device.Id}): {peak / 1e9:N0} GFLOP/s in single precision, measured");
        double product = ProductRun.Measure(machine, size, turns);
        Say($"a product of {size} x {size} x {size}: {product / 1e9:N0} GFLOP/s, {product / peak:P1} of the peak");
        var rows = new List<GpuTrainingRow>();
        foreach (var (network, batch) in Trained)
        {
            string row = FormattableString.Invariant($"{network} b{batch} adam");
            if (row.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                rows.Add(Train(row, OurNetworks.ByName[network](device, 1), batch, peak, turns));
                Console.WriteLine(rows[^1]);
            }
        }

        if (json is not null)
        {
            new GpuReport(device.Name, device.Kind, peak, size, product, rows).Write(json.FullName);
        }

        return 0;
    }

    private static GpuTrainingRow Train(string name, Network network, int batch, double peak, Turns turns)
    {
        using var owned = network;
        var start = network.Snapshot();
        using var training = new OurTraining(network, new Samples(start.Input, start.Classes, Samples, seed: 1), batch, RowOptimizer.Adam);
        double seconds = turns.Median(training.Step, network.Device.Machine!.Stream.Synchronize);
        return new GpuTrainingRow(name, batch / seconds, training.Launches, batch * start.TrainingFlops / seconds / peak);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
