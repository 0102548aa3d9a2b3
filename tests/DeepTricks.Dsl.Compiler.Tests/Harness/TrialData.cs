using DeepTricks.Dsl.Compiler.Tests.Cases;
using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>
/// Random samples, targets and tensors for a case, all of them floats, so that both sides start from the same numbers. They are drawn
/// again while some number of the reference's pass stands so near a kink that single precision could fall on its other side.
/// </summary>
internal sealed class TrialData
{
    private const double EnoughMargin = 3e-5;
    private const int MostDraws = 40;

    private static readonly byte[] FewBytes = [0, 40, 130, 255];

    private TrialData(LayerCase layerCase, ReferenceNetwork network, Random random)
    {
        int count = layerCase.Samples * network.Input.Count;
        Bytes = layerCase.IsBytes ? [.. Enumerable.Range(0, count).Select(_ => FewBytes[random.Next(FewBytes.Length)])] : null;
        Samples = Bytes is null ? [.. Enumerable.Range(0, count).Select(_ => (float)Normal(random))] : [.. Bytes.Select(value => (float)value)];
        int answers = network.Output.Count;
        if (layerCase.Loss == LayerKind.SoftmaxCrossEntropy)
        {
            Labels = [.. Enumerable.Range(0, layerCase.Samples).Select(_ => random.Next(answers))];
        }
        else
        {
            bool isProbability = layerCase.Loss == LayerKind.BinaryCrossEntropy;
            Targets = [.. Enumerable.Range(0, layerCase.Samples * answers).Select(_ => (float)(isProbability ? random.NextDouble() : Normal(random)))];
        }

        Tensors = network.Tensors.ToDictionary(tensor => tensor.Name, tensor => Values(tensor, random));
        Input = new Volume(layerCase.Samples, network.Input, RelativeError.Widen(Samples));
        Expected = new ReferenceTargets(Labels, Targets is null ? null : RelativeError.Widen(Targets));
    }

    /// <summary>The samples as bytes, if the case has such.</summary>
    public byte[]? Bytes { get; }

    /// <summary>The samples.</summary>
    public float[] Samples { get; }

    /// <summary>The samples' classes, if the loss takes such.</summary>
    public int[]? Labels { get; }

    /// <summary>The samples' targets, if the loss takes such.</summary>
    public float[]? Targets { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, float[]> Tensors { get; }

    /// <summary>The samples for the reference.</summary>
    public Volume Input { get; }

    /// <summary>What to answer, for the reference.</summary>
    public ReferenceTargets Expected { get; }

    /// <summary>The tensors for the reference.</summary>
    public Dictionary<string, double[]> WideTensors => Tensors.ToDictionary(tensor => tensor.Key, tensor => RelativeError.Widen(tensor.Value));

    /// <summary>Draws data for a case, away from kinks.</summary>
    public static TrialData Draw(LayerCase layerCase, ReferenceNetwork network, IReadOnlyDictionary<int, bool[]> kept)
    {
        var random = new Random(7);
        TrialData? best = null;
        double bestMargin = double.NegativeInfinity;
        for (int draw = 0; draw < MostDraws && bestMargin < EnoughMargin; draw++)
        {
            var data = new TrialData(layerCase, network, random);
            var pass = network.Run(data.Input, null, new ReferencePass(data.WideTensors, training: true, kept, new PinnedChoices()));
            if (pass.Margin > bestMargin)
            {
                (best, bestMargin) = (data, pass.Margin);
            }
        }

        return bestMargin >= EnoughMargin / 3
            ? best!
            : throw new InvalidOperationException(FormattableString.Invariant($"{layerCase.Name} comes within {bestMargin:E1} of a kink on all draws"));
    }

    /// <summary>Numbers that are typical of a tensor, and not the ones it starts with: negative scales, slopes below 0 and above 1.</summary>
    private static float[] Values(ReferenceTensor tensor, Random random)
    {
        string role = tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..];
        bool isScaleOrSlope = role == "weight" && tensor.Dimensions.Length == 1;
        double size = Math.Sqrt(2.0 * tensor.Dimensions[0] / tensor.Count);
        return [.. Enumerable.Range(0, tensor.Count).Select(_ => (float)(role switch
        {
            "running_mean" => 0.5 * Normal(random),
            "running_var" => 0.5 + (1.5 * random.NextDouble()),
            "bias" => 0.3 * Normal(random),
            _ when isScaleOrSlope => (random.Next(3) == 0 ? -1 : 1) * (0.3 + random.NextDouble()),
            _ => size * Normal(random),
        }))];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
