using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The rules of all layer kinds, in the order of <see cref="LayerKind"/>.</summary>
internal static class LayerRules
{
    /// <summary>The flat list: a new layer is one more line.</summary>
    public static IReadOnlyList<LayerRule> All { get; } =
    [
        new RescaleRule(),
        new ConvRule(),
        new DenseRule(),
        new BatchNormRule(),
        new MaxPoolRule(),
        new AveragePoolRule(),
        new GlobalAveragePoolRule(),
        new LrnRule(),
        new PReluRule(),
        new FunctionRule(LayerKind.Relu, "relu", 1),
        new LeakyReluRule(),
        new EluRule(),
        new FunctionRule(LayerKind.Sigmoid, "sigmoid", 3),
        new FunctionRule(LayerKind.Tanh, "tanh", 1),
        new FunctionRule(LayerKind.Gelu, "gelu", 8),
        new FunctionRule(LayerKind.Swish, "swish", 4),
        new FunctionRule(LayerKind.Mish, "mish", 7),
        new ApplyRule(),
        new SoftmaxRule(),
        new DropoutRule(),
        new UpsampleRule(),
        new InputRule(),
        new TapRule(),
        new FromRule(),
        new ConcatRule(),
        new AddRule(),
        new MultiplyRule(),
        new SoftmaxCrossEntropyRule(),
        new PointwiseLossRule(LayerKind.BinaryCrossEntropy, 4),
        new PointwiseLossRule(LayerKind.MeanSquaredError, 3),
        new PointwiseLossRule(LayerKind.Huber, 5, SettingSchema.Optional("Delta", 1, ValueRange.Positive, "The difference up to which the loss is its square")),
    ];

    private static readonly Dictionary<LayerKind, LayerRule> ByKind = All.ToDictionary(rule => rule.Schema.Kind);

    /// <summary>The rule of a kind.</summary>
    public static LayerRule Of(LayerKind kind) => ByKind[kind];
}
