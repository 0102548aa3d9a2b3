using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Sums for each channel against sums in double precision, and the same bits again.</summary>
public sealed class ColumnTests
{
    [SkippableTheory]
    [InlineData(DeviceKind.Simulator)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Sums_of_channels(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        var columns = new GpuColumns(machine);

        // Two parts, two groups of channels, a part of a joint tensor.
        const int Samples = 3, Rows = 9, Width = 11, Channels = 19, Pitch = 24, First = 2;
        int pixels = Samples * Rows * Width;
        int parts = GpuColumns.Parts(pixels);
        Assert.Equal(2, parts);
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, pixels * Pitch).Select(_ => random.NextSingle() + 3)];
        float[] reference = [.. Enumerable.Range(0, Channels).Select(_ => random.NextSingle() + 3)];
        double[] expected = new double[2 * Channels];
        for (int i = 0; i < pixels * Channels; i++)
        {
            double distance = (double)values[(i / Channels * Pitch) + First + (i % Channels)] - reference[i % Channels];
            expected[i % Channels] += distance;
            expected[Channels + (i % Channels)] += distance * distance;
        }

        using var work = new Buffers(machine);
        var tensor = new GpuTensor(work.Holding(values), Rows, Width, Pitch).Part(First, Channels);
        var sums = work.Zeros(parts * 2 * Channels);
        var result = work.Holding([.. Enumerable.Repeat(5f, 2 * Channels)]);
        columns.LaunchMoments(Samples, tensor, work.Holding(reference), sums);
        float[] once = work.Read(sums);
        columns.LaunchTotal(sums, parts, 2 * Channels, 2 * Channels, result, adds: false);
        Compare(expected, work.Read(result));
        columns.LaunchTotal(sums, parts, 2 * Channels, 2 * Channels, result, adds: true);
        Compare([.. expected.Select(sum => 2 * sum)], work.Read(result));
        columns.LaunchMoments(Samples, tensor, work.Holding(reference), sums);
        Assert.Equal(once, work.Read(sums));
    }

    private static void Compare(double[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-3);
        }
    }
}
