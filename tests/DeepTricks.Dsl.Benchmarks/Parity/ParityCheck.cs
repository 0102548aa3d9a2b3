using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Benchmarks.Ours;

namespace DeepTricks.Dsl.Benchmarks.Parity;

/// <summary>One comparison of a number or tensor: the relative L2 distance from the reference.</summary>
internal sealed record ParityResult(string What, double Error);

/// <summary>
/// Our training step and prediction in single precision against TorchSharp's in double, on the same weights, samples and dropout masks.
/// </summary>
/// <remarks>
/// A rounding error that turns a max pool's choice or a rectifier's side moves a gradient by far more than its own size, in a right program
/// too. So the samples are drawn until every such choice is clear by <see cref="ClearMargin"/>, which pins the choices of both sides.
/// </remarks>
internal static class ParityCheck
{
    /// <summary>How clear every choice must be, relative to the spread of the values: well above the rounding error of a product in single precision.</summary>
    private const double ClearMargin = 2e-5;

    private const int MostDraws = 1000;

    public static IEnumerable<ParityResult> Run(ParityNetwork compared, int seed, int batch, Device device)
    {
        using var network = compared.Create(device, (ulong)seed);
        network.Stir(seed);
        var start = network.Snapshot();
        var step = new OptimizerStep { Kind = OptimizerKind.None, Step = seed, Seed = (ulong)seed };
        using var reference = new TorchReference(start);
        var (samples, expected) = ClearSamples(reference, start, step, batch, seed);

        // A reference of its own, and before our step: training moves the running statistics.
        using var untrained = new TorchReference(start);
        yield return new ParityResult("prediction", RelativeDistance(untrained.Predict(samples), network.Predict(samples.Values)));

        using var program = network.NewTraining(batch);
        program.Step(new Batch(samples.Dataset(), [.. Enumerable.Range(0, batch)], 0, batch), step);
        yield return new ParityResult("loss", Math.Abs((program.LossSum / batch) - expected.Loss) / expected.Loss);

        foreach (var parameter in network.Parameters.Where(parameter => parameter.IsTrained))
        {
            var gradient = new float[parameter.Count];
            program.CopyGradient(parameter, gradient);
            yield return new ParityResult(parameter.Name, RelativeDistance(expected.Gradients[parameter.Name], gradient));
        }
    }

    private static (Samples Samples, ReferenceStep Step) ClearSamples(
        TorchReference reference, NetworkSnapshot start, OptimizerStep step, int batch, int seed)
    {
        var masks = DropoutMasks.Of(start, step, batch);
        for (int draw = 0; draw < MostDraws; draw++)
        {
            var samples = new Samples(start.Input, start.Classes, batch, (seed * MostDraws) + draw);
            var result = reference.Train(samples, masks);
            if (result.Margin > ClearMargin)
            {
                return (samples, result);
            }
        }

        throw new InvalidOperationException($"no samples with clear choices among {MostDraws} draws; use a smaller batch");
    }

    private static double RelativeDistance(double[] expected, float[] actual)
    {
        if (expected.Length != actual.Length)
        {
            return double.PositiveInfinity;
        }

        double distance = 0;
        double length = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            distance += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            length += expected[i] * expected[i];
        }

        return Math.Sqrt(distance / length);
    }
}
