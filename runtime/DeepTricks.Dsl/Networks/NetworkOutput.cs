using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>One output of a network: its loss, and where its numbers stand in answers and targets.</summary>
/// <param name="Layer">The loss.</param>
/// <param name="Start">Where its numbers start in a sample's answer.</param>
/// <param name="Length">Its numbers in a sample's answer.</param>
/// <param name="TargetStart">Where its targets start in a sample's target vector.</param>
/// <param name="TargetLength">Its numbers in a sample's target vector: one, the class, for <c>SoftmaxCrossEntropy</c>, else as many as it has outputs.</param>
public sealed record NetworkOutput(LayerSpec Layer, int Start, int Length, int TargetStart, int TargetLength)
{
    /// <summary>Whether its targets are classes.</summary>
    public bool HasLabels => Layer.Kind == LayerKind.SoftmaxCrossEntropy;

    /// <summary>The outputs of a network, in order.</summary>
    internal static IReadOnlyList<NetworkOutput> Of(IReadOnlyList<LayerShape> shapes)
    {
        var outputs = new List<NetworkOutput>();
        foreach (var shape in shapes.Where(shape => LayerSchema.Of(shape.Layer.Kind).IsLoss))
        {
            var (start, targetStart) = outputs.Count == 0 ? (0, 0) : (outputs[^1].Start + outputs[^1].Length, outputs[^1].TargetStart + outputs[^1].TargetLength);
            int length = checked((int)shape.Input.Count);
            outputs.Add(new NetworkOutput(shape.Layer, start, length, targetStart, shape.Layer.Kind == LayerKind.SoftmaxCrossEntropy ? 1 : length));
        }

        return outputs;
    }
}
