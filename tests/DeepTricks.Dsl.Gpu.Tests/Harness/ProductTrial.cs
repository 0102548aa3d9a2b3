using ILGPU;

namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>The three products of a layer on a machine, compared with sums in double precision of factors that are rounded as the precision says.</summary>
internal static class ProductTrial
{
    private const double Tolerance = 1e-5;

    public static void Run(
        GpuMachine machine, ProductCase layer, ProductTileSize tile, int parts, Precision precision = Precision.Single, ProductKernels? kernels = null)
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

        double[] inputFactors = Factors(input, precision);
        double[] gradientFactors = Factors(outputGradient, precision);
        double[] weightFactors = Factors(weights, precision);
        double[] output = [.. Enumerable.Range(0, outputGradient.Length).Select(i => (double)bias[i % layer.Filters])];
        double[] inputGradient = [.. before.Select(value => (double)value)];
        double[] weightGradient = new double[weights.Length];
        double[] biasGradient = new double[layer.Filters];
        layer.ForEach((from, weight, to) =>
        {
            output[to] += inputFactors[from] * weightFactors[weight];
            inputGradient[from] += gradientFactors[to] * weightFactors[weight];
            weightGradient[weight] += inputFactors[from] * gradientFactors[to];
        });
        for (int i = 0; i < outputGradient.Length; i++)
        {
            biasGradient[i % layer.Filters] += outputGradient[i];
        }

        // Planned for more samples than are computed, as the last batch of an epoch is.
        GpuProduct Plan(ProductRole role) => new(machine, role, layer.Input, layer.Output, layer.Window, layer.Groups, layer.Samples + 2, precision, tile, parts, kernels);
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

    /// <summary>Numbers of which many stand in the middle between two of fewer bits.</summary>
    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        float number = (random.NextSingle() * 2) - 1;
        return (i % 3) switch { 0 => number, 1 => (float)ReferenceRounding.ToBits(number, 8, MidpointRounding.ToEven), _ => (float)ReferenceRounding.ToBits(number, 11, MidpointRounding.ToEven) };
    })];

    private static double[] Factors(float[] numbers, Precision precision) => [.. numbers.Select(number => ReferenceRounding.Of(number, precision))];
}
