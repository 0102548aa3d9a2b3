using System.Collections.Generic;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The rule of each kind of layer that computes something.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<LayerKind, LayerRule> Rules = new()
    {
        [LayerKind.Rescale] = new RescaleRule(),
        [LayerKind.Conv] = new ConvolutionRule(),
        [LayerKind.Dense] = new DenseRule(),
        [LayerKind.BatchNorm] = new BatchNormalizationRule(),
        [LayerKind.MaxPool] = new MaxPoolRule(),
        [LayerKind.AveragePool] = new AveragePoolRule(),
        [LayerKind.GlobalAveragePool] = new AveragePoolRule(),
        [LayerKind.Lrn] = new ResponseNormalizationRule(),
        [LayerKind.PRelu] = new PReluRule(),
        [LayerKind.Relu] = Activations.Relu,
        [LayerKind.LeakyRelu] = Activations.LeakyRelu,
        [LayerKind.Elu] = Activations.Elu,
        [LayerKind.Sigmoid] = Activations.Sigmoid,
        [LayerKind.Tanh] = Activations.Tanh,
        [LayerKind.Gelu] = Activations.Gelu,
        [LayerKind.Swish] = Activations.Swish,
        [LayerKind.Mish] = Activations.Mish,
        [LayerKind.Softmax] = new SoftmaxRule(),
        [LayerKind.Dropout] = new DropoutRule(),
        [LayerKind.Upsample] = new UpsampleRule(),
        [LayerKind.Input] = new InputRule(),
        [LayerKind.Concat] = new ConcatRule(),
        [LayerKind.Add] = new AddRule(),
        [LayerKind.Multiply] = new MultiplyRule(),
        [LayerKind.SoftmaxCrossEntropy] = new SoftmaxCrossEntropyRule(),
        [LayerKind.BinaryCrossEntropy] = PointwiseLosses.BinaryCrossEntropy,
        [LayerKind.MeanSquaredError] = PointwiseLosses.MeanSquaredError,
        [LayerKind.Huber] = PointwiseLosses.Huber,
    };

    /// <summary>The rule of a layer.</summary>
    public static LayerRule Of(LayerSpec layer) => layer.Function is { } function ? new ApplyRule(function) : Rules[layer.Kind];

    /// <summary>The rule of a kind that is the same for all its layers.</summary>
    public static LayerRule Of(LayerKind kind) => Rules[kind];
}
