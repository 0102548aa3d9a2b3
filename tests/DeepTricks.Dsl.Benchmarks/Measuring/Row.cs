using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepTricks.Dsl.Benchmarks.Measuring;

/// <summary>One line of the comparison with the peers; the properties below are those of the JSON file.</summary>
internal sealed record Row
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("ours")]
    public required double Ours { get; init; }

    [JsonPropertyName("peer")]
    public required double Peer { get; init; }

    [JsonPropertyName("peer_name")]
    public required string PeerName { get; init; }

    [JsonPropertyName("ratio")]
    public double Ratio => Ours / Peer;

    [JsonPropertyName("unit")]
    public string Unit => "samples/s";

    [JsonPropertyName("fma_peak_gflops")]
    public required double FmaPeak { get; init; }

    /// <summary>The part of the peak that our multiply-adds reach.</summary>
    [JsonIgnore]
    public required double ShareOfPeak { get; init; }

    /// <summary>Rounds that other processes took time from.</summary>
    [JsonIgnore]
    public required int Disturbed { get; init; }

    /// <summary>The row as one line for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-33} ours {Ours,9:N0}/s  {PeerName} {Peer,9:N0}/s  ratio {Ratio,5:F2}  FMA peak {FmaPeak,5:F0} GFLOP/s, ours {ShareOfPeak,4:P0}{(Disturbed > 0 ? $"  ({Disturbed} disturbed rounds)" : "")}");

    /// <summary>Writes rows as a JSON array.</summary>
    public static void Write(string path, IEnumerable<Row> rows) =>
        File.WriteAllText(path, JsonSerializer.Serialize(rows, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
}
