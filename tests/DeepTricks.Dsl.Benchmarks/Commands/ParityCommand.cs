using System.CommandLine;
using System.Globalization;
using DeepTricks.Dsl.Benchmarks.Parity;

namespace DeepTricks.Dsl.Benchmarks.Commands;

/// <summary><c>parity</c>: loss and every gradient against TorchSharp in double precision.</summary>
internal static class ParityCommand
{
    private const double Tolerance = 1e-4;

    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "Threads of our side", DefaultValueFactory = _ => 2 };
        var command = new Command("parity", "Compare loss and gradients with TorchSharp's in double precision") { threads };
        command.SetAction(parsed => Run(Device.Cpu(parsed.GetValue(threads))));
        return command;
    }

    private static int Run(Device device)
    {
        int failures = 0;
        foreach (var network in ParityNetwork.All)
        {
            for (int seed = 1; seed <= network.Batches.Count; seed++)
            {
                int batch = network.Batches[seed - 1];
                Console.WriteLine(FormattableString.Invariant($"{network.Name}, seed {seed}, batch {batch}: relative L2 distance"));
                foreach (var result in ParityCheck.Run(network, seed, batch, device))
                {
                    bool good = result.Error <= Tolerance;
                    failures += good ? 0 : 1;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {result.What,-16} {result.Error:0.0e-00}{(good ? "" : "  FAILED")}"));
                }
            }
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{(failures == 0 ? "all" : failures.ToString(CultureInfo.InvariantCulture) + " not")} within {Tolerance:0e-0} of TorchSharp in float64"));
        return failures == 0 ? 0 : 1;
    }
}
