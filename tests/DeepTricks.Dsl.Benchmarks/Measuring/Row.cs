using System.Globalization;
using System.Text.Json;

namespace DeepTricks.Dsl.Benchmarks.Measuring;

/// <summary>One line of the comparison with the peers.</summary>
/// <param name="Name">What was measured: <c>M1 b64 adam train</c>.</param>
/// <param name="Ours">Our samples per second.</param>
/// <param name="Peer">The peer's.</param>
/// <param name="PeerName">Who the peer is.</param>
/// <param name="FmaPeak">What the multiply-add units reached between the turns, in GFLOP/s.</param>
/// <param name="ShareOfPeak">The part of that peak which our products reach.</param>
/// <param name="Disturbed">Rounds that other processes took time from, and that count for want of quieter ones.</param>
internal sealed record Row(string Name, double Ours, double Peer, string PeerName, double FmaPeak, double ShareOfPeak, int Disturbed)
{
    private const string Unit = "samples/s";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>How many times as fast as the peer we are.</summary>
    public double Ratio => Ours / Peer;

    /// <summary>The row as one line for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-33} ours {Ours,9:N0}/s  {PeerName,-12} {Peer,9:N0}/s  ratio {Ratio,5:F2}  FMA peak {FmaPeak,5:F0} GFLOP/s, ours {ShareOfPeak,4:P0}{(Disturbed > 0 ? $"  (other processes disturbed {Disturbed} rounds)" : "")}");

    /// <summary>Writes rows as a JSON array.</summary>
    public static void Write(string path, IEnumerable<Row> rows)
    {
        var array = rows.Select(row => new
        {
            name = row.Name,
            ours = row.Ours,
            peer = row.Peer,
            peer_name = row.PeerName,
            ratio = row.Ratio,
            unit = Unit,
            fma_peak_gflops = row.FmaPeak,
        });
        File.WriteAllText(path, JsonSerializer.Serialize(array, Json) + "\n");
    }
}
