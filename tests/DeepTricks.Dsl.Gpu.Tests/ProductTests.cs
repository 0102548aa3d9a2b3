using DeepTricks.Dsl.Gpu.Tests.Harness;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>The three products of each layer against sums in double precision: every tile, whole sums and sums in parts.</summary>
public sealed class ProductTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string, int> Simulated
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var one in ProductCase.All)
            {
                data.Add(one.Name, 1);
            }

            data.Add("DenseDeep", 3);
            data.Add("Groups", 2);
            return data;
        }
    }

    public static TheoryData<string> Names => [.. ProductCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Simulated))]
    public void On_the_simulator(string name, int parts) => Try(Machines.Simulator, Named(name), ProductTileSize.Tiny, parts);

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void On_OpenCL(string name)
    {
        var machine = Machines.Of(DeviceKind.OpenCl);
        foreach (var tile in new[] { ProductTileSize.Small, ProductTileSize.Medium, ProductTileSize.Large })
        {
            Try(machine, Named(name), tile, 1);
            Try(machine, Named(name), tile, 3);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void On_CUDA(string name)
    {
        var machine = Machines.Of(DeviceKind.Cuda);
        foreach (var tile in new[] { ProductTileSize.Small, ProductTileSize.Medium, ProductTileSize.Large })
        {
            Try(machine, Named(name), tile, 1);
            Try(machine, Named(name), tile, 3);
        }
    }

    [Fact]
    public void Too_many_numbers_for_the_kernels_counters_are_refused_before_anything_runs()
    {
        var layer = Named("Same");
        var refusal = Assert.Throws<NotSupportedException>(
            () => new GpuProduct(Machines.Simulator, ProductRole.Forward, layer.Input, layer.Output, layer.Window, 1, 30_000_000));
        Assert.Contains("smaller batch", refusal.Message);
    }

    private static ProductCase Named(string name) => ProductCase.All.Single(one => one.Name == name);

    private static void Try(GpuMachine machine, ProductCase layer, ProductTileSize tile, int parts)
    {
        var random = new Random(3);
        float[] input = Draw(random, layer.Samples * (int)layer.Input.Count);
        float[] outputGradient = Draw(random, layer.Samples * (int)layer.Output.Count);
        float[] bias = Draw(random, layer.Filters);
        float[] reference = Draw(random, layer.Filters);
        float[] before = Draw(random, input.Length);
        float[] drawn = Draw(random, layer.WeightRows * layer.WeightPitch);

        // As networks hold them: zero beyond the filters, and between groups.
        float[] weights = new float[drawn.Length];
        layer.ForEach((_, weight, _) => weights[weight] = drawn[weight]);

        double[] output = [.. Enumerable.Range(0, outputGradient.Length).Select(i => (double)bias[i % layer.Filters])];
        double[] inputGradient = [.. before.Select(value => (double)value)];
        double[] weightGradient = new double[weights.Length];
        double[] biasGradient = new double[layer.Filters];
        layer.ForEach((from, weight, to) =>
        {
            output[to] += (double)input[from] * weights[weight];
            inputGradient[from] += (double)outputGradient[to] * weights[weight];
            weightGradient[weight] += (double)input[from] * outputGradient[to];
        });
        for (int i = 0; i < outputGradient.Length; i++)
        {
            biasGradient[i % layer.Filters] += outputGradient[i];
        }

        // Planned for more samples than are computed, as the last batch of an epoch is.
        GpuProduct Plan(ProductRole role) => new(machine, role, layer.Input, layer.Output, layer.Window, layer.Groups, layer.Samples + 2, tile, parts);
        var forward = Plan(ProductRole.Forward);
        using var work = new Buffers(machine);
        var moments = work.Zeros(forward.RowTiles * 2 * layer.Filters);
        var result = work.Zeros(outputGradient.Length);
        forward.Launch(
            layer.Samples, work.Holding(input), work.Holding(weights), result, work.Zeros(forward.WorkspaceFloats), work.Tickets(forward.Tiles),
            work.Holding(bias), new GpuProduct.Moments(work.Holding(reference), moments));
        Compare("output", output, work.Read(result));
        CompareMoments(layer, output, reference, work.Read(moments));

        var backward = Plan(ProductRole.InputGradient);
        var gradient = work.Holding(before);
        backward.Launch(
            layer.Samples, work.Holding(outputGradient), work.Holding(weights), gradient, work.Zeros(backward.WorkspaceFloats), work.Tickets(backward.Tiles),
            accumulates: true);
        Compare("input gradient", inputGradient, work.Read(gradient));

        var update = Plan(ProductRole.WeightGradient);
        var ofWeights = work.Zeros(weights.Length);
        var ofBias = work.Zeros(layer.Filters);
        var workspace = work.Zeros(update.WorkspaceFloats);
        var tickets = work.Tickets(update.Tiles);
        update.Launch(layer.Samples, work.Holding(input), work.Holding(outputGradient), ofWeights, workspace, tickets, ofBias);
        float[] once = work.Read(ofWeights);
        Compare("weight gradient", weightGradient, once);
        Compare("bias gradient", biasGradient, work.Read(ofBias));

        // Again with the same tickets: the last group left them as they were, and whichever group that is, the bits are the same.
        update.Launch(layer.Samples, work.Holding(input), work.Holding(outputGradient), ofWeights, workspace, tickets, ofBias);
        Assert.Equal(once, work.Read(ofWeights));
    }

    private static void CompareMoments(ProductCase layer, double[] output, float[] reference, float[] moments)
    {
        double[] expected = new double[2 * layer.Filters];
        double[] actual = new double[2 * layer.Filters];
        for (int i = 0; i < output.Length; i++)
        {
            double distance = output[i] - reference[i % layer.Filters];
            expected[i % layer.Filters] += distance;
            expected[layer.Filters + (i % layer.Filters)] += distance * distance;
        }

        for (int i = 0; i < moments.Length; i++)
        {
            actual[i % actual.Length] += moments[i];
        }

        Compare("moments", expected, [.. actual.Select(value => (float)value)]);
    }

    private static void Compare(string what, double[] expected, float[] actual)
    {
        double error = Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Sum() / Math.Max(1e-30, expected.Sum(a => a * a)));
        Assert.True(error <= Tolerance, FormattableString.Invariant($"{what}: relative error {error:E2}"));
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
