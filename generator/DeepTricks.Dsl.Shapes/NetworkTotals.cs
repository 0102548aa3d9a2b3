using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>What the layers of a network add up to. Everything is stored as 32-bit floats.</summary>
/// <param name="TrainedParameters">Numbers that training changes.</param>
/// <param name="WeightBytes">Bytes of all stored tensors, running statistics included.</param>
/// <param name="FlopsPerSample">Floating-point operations of the forward pass of one sample, a multiply-add counted as two.</param>
/// <param name="ActivationBytesPerSample">Bytes of the input and of every layer's output for one sample, none of them shared.</param>
public readonly record struct NetworkTotals(long TrainedParameters, long WeightBytes, long FlopsPerSample, long ActivationBytesPerSample)
{
    /// <summary>Bytes of one number.</summary>
    public const int BytesPerNumber = 4;

    /// <summary>The sums over <paramref name="layers"/>.</summary>
    public static NetworkTotals Of(IReadOnlyCollection<LayerShape> layers) => new(
        layers.Sum(TrainedParametersOf),
        layers.Sum(WeightBytesOf),
        layers.Aggregate(0L, (sum, layer) => sum > long.MaxValue - layer.FlopsPerSample ? long.MaxValue : sum + layer.FlopsPerSample),
        (layers.Take(1).Sum(layer => layer.Input.Count) + layers.Where(layer => !LayerSchema.Of(layer.Layer.Kind).IsLoss && !LayerSchema.Of(layer.Layer.Kind).IsWire).Sum(layer => layer.Output.Count)) * BytesPerNumber);

    /// <summary>Numbers of a layer that training changes.</summary>
    public static long TrainedParametersOf(LayerShape layer) => layer.Parameters.Where(parameter => parameter.IsTrained).Sum(parameter => parameter.Count);

    /// <summary>Bytes of a layer's stored tensors.</summary>
    public static long WeightBytesOf(LayerShape layer) => layer.Parameters.Sum(parameter => parameter.Count) * BytesPerNumber;
}
