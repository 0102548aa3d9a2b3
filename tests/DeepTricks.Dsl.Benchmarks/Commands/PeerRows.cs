using System.Globalization;
using DeepTricks.Dsl.Benchmarks.Measuring;
using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Benchmarks.Ours;
using DeepTricks.Dsl.Benchmarks.Peers;

namespace DeepTricks.Dsl.Benchmarks.Commands;

/// <summary>A row of the comparison and how it is measured.</summary>
internal sealed record PeerRow(string Name, string Network, int Batch, Func<PeerRow, Device, ContestSettings, Row> Measure);

/// <summary>The rows of the comparison with the peers.</summary>
internal static class PeerRows
{
    private const ulong Seed = 1;
    private const int TrainingSamples = 4096;

    /// <summary>All rows in the order of the report.</summary>
    public static IReadOnlyList<PeerRow> All { get; } =
    [
        Training("M1", 64, RowOptimizer.Adam),
        Training("M1", 64, RowOptimizer.Sgd),
        Training("M1", 256, RowOptimizer.Adam),
        Training("M2", 128, RowOptimizer.Adam, channelsLast: true),
        Training("M2", 128, RowOptimizer.Adam, channelsLast: false),
        Training("M3", 64, RowOptimizer.Adam, channelsLast: true),
        Training("M3", 64, RowOptimizer.Adam, channelsLast: false),
        Prediction("M1", 1),
        Prediction("M2", 1),
        Prediction("M1", 256),
        Prediction("M2", 256),
        Prediction("M3", 256),
    ];

    private static PeerRow Training(string network, int batch, RowOptimizer optimizer, bool? channelsLast = null)
    {
        string layout = channelsLast switch { true => " channels_last", false => " nchw", null => "" };
        string name = string.Create(CultureInfo.InvariantCulture, $"{network} b{batch} {(optimizer == RowOptimizer.Adam ? "adam" : "sgd")} train{layout}");
        return new PeerRow(name, network, batch, (row, device, settings) => MeasureTraining(row, device, settings, optimizer, channelsLast ?? false));
    }

    private static PeerRow Prediction(string network, int batch) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{network} b{batch} predict"), network, batch, MeasurePrediction);

    private static Row MeasureTraining(PeerRow row, Device device, ContestSettings settings, RowOptimizer optimizer, bool channelsLast)
    {
        using var network = OurNetworks.ByName[row.Network](device, Seed);
        var start = network.Snapshot();
        var samples = new Samples(start.Input, start.Classes, TrainingSamples, seed: 1);
        using var ours = new OurTraining(network, samples, row.Batch, optimizer);
        using var torch = new TorchTraining(start, samples, row.Batch, optimizer, channelsLast);
        var result = Contest.Run([new("ours", ours.Step), new("TorchSharp", torch.Step)], settings);
        return Report(row, result, ["ours", "TorchSharp"], start.TrainingFlops);
    }

    /// <summary>One sample against ONNX Runtime, many against the fastest way that either peer offers.</summary>
    private static Row MeasurePrediction(PeerRow row, Device device, ContestSettings settings)
    {
        using var network = OurNetworks.ByName[row.Network](device, Seed);
        network.Stir(seed: 1);
        var start = network.Snapshot();
        var samples = new Samples(start.Input, start.Classes, row.Batch, seed: 1);
        var ours = new OurPrediction(network, samples);
        using var onnx = new OnnxPrediction(start, samples, settings.Threads);
        var contestants = new List<Contestant> { new("ours", ours.Step), new("ONNX Runtime", onnx.Step) };
        Agree(row.Name, ours.Answers(), onnx.Answers());
        if (row.Batch == 1)
        {
            return Report(row, Contest.Run(contestants, settings), contestants.Select(one => one.Name), start.ForwardFlops);
        }

        using var torch = new TorchPrediction(start, samples, channelsLast: false);
        contestants.Add(new("TorchSharp", torch.Step));
        Agree(row.Name, ours.Answers(), torch.Answers());
        if (start.Input.Rank != Shapes.SampleRank.Image)
        {
            return Report(row, Contest.Run(contestants, settings), contestants.Select(one => one.Name), start.ForwardFlops);
        }

        using var channelsLast = new TorchPrediction(start, samples, channelsLast: true);
        contestants.Add(new("TorchSharp channels_last", channelsLast.Step));
        return Report(row, Contest.Run(contestants, settings), contestants.Select(one => one.Name), start.ForwardFlops);
    }

    /// <summary>The row of the first contestant against the fastest of the others.</summary>
    private static Row Report(PeerRow row, ContestResult result, IEnumerable<string> names, double flops)
    {
        var (peerName, peerSeconds) = names.Zip(result.SecondsPerStep).Skip(1).MinBy(one => one.Second);
        double ours = row.Batch / result.SecondsPerStep[0];
        return new Row(
            row.Name, ours, row.Batch / peerSeconds, peerName, result.FmaPeak, ours * flops / (result.FmaPeak * 1e9), result.Disturbed);
    }

    /// <summary>Speed counts only between sides that answer the same.</summary>
    private static void Agree(string row, float[] ours, float[] peer)
    {
        double largest = ours.Zip(peer).Max(pair => Math.Abs(pair.First - pair.Second));
        if (!(largest < 1e-4))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{row}: our probabilities and the peer's differ by {largest:G3}"));
        }
    }
}
