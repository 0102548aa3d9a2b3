using System.Globalization;
using System.Text.Json;

namespace DeepTricks.Dsl.Benchmarks.Gpu;

/// <summary>Training steps of a network on a GPU.</summary>
/// <param name="Name">What was measured: <c>M1 b64 adam</c>.</param>
/// <param name="SamplesPerSecond">Samples a second, from the gathering of the batch to the updated weights.</param>
/// <param name="Launches">Launches of kernels in a step.</param>
/// <param name="ShareOfPeak">The part of the measured peak that the step's products reach.</param>
internal sealed record GpuTrainingRow(string Name, double SamplesPerSecond, int Launches, double ShareOfPeak)
{
    /// <summary>The row as one line for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-16} {SamplesPerSecond,12:N0} samples/s  {Launches,3} launches a step  {ShareOfPeak,6:P1} of the peak");
}

/// <summary>What was measured on a GPU.</summary>
/// <param name="Device">Its name, as the driver has it.</param>
/// <param name="Kind">How it was reached.</param>
/// <param name="Peak">What its multiply-add units reach in single precision, in operations a second.</param>
/// <param name="ProductSize">Rows and columns of the product.</param>
/// <param name="Product">What the product reaches, in operations a second.</param>
/// <param name="Rows">The networks.</param>
internal sealed record GpuReport(string Device, DeviceKind Kind, double Peak, int ProductSize, double Product, IReadOnlyList<GpuTrainingRow> Rows)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes it as JSON.</summary>
    public void Write(string path)
    {
        var report = new
        {
            device = Device,
            kind = Kind.ToString().ToLowerInvariant(),
            fp32_peak_gflops = Peak / 1e9,
            product_size = ProductSize,
            product_gflops = Product / 1e9,
            product_share_of_peak = Product / Peak,
            training = Rows.Select(row => new
            {
                name = row.Name,
                samples_per_second = row.SamplesPerSecond,
                launches_per_step = row.Launches,
                share_of_peak = row.ShareOfPeak,
            }),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(report, Json) + "\n");
    }
}
