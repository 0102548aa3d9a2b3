using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Activations between convolutions and between dense layers, several in a row, and as the first layer.</summary>
internal static class ActivationCases
{
    public static IEnumerable<LayerCase> All =>
    [
        .. Both("PRelu", PRelu),
        .. Both("Relu", Relu),
        .. Both("LeakyRelu", LeakyRelu),
        .. Both("LeakyReluSteep", Leaky(1.5)),
        .. Both("LeakyReluNegative", Leaky(-0.5)),
        .. Both("LeakyReluZero", Leaky(0)),
        .. Both("Elu", Elu),
        .. Both("EluSmall", EluOf(0.3)),
        .. Both("EluLarge", EluOf(2)),
        .. Both("Sigmoid", Sigmoid),
        .. Both("Tanh", Tanh),
        .. Both("Gelu", Gelu),
        .. Both("Swish", Swish),
        .. Both("Mish", Mish),
        .. Both("GeluThenMish", Gelu, Mish, Swish),
        .. Both("Softmax", Softmax),
        .. Both("TanhThenSigmoid", Tanh, Sigmoid),
        .. Both("PReluThenPRelu", PRelu, PRelu),
        .. Both("FiveInARow", Sigmoid, Leaky(0.2), Tanh, PRelu, Elu),
        .. Both("SoftmaxBetween", Tanh, Softmax, Tanh),
        Image("SoftmaxOneChannel", 4, 4, 2, Conv(1, 3), Softmax, Conv(3, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Vector("PReluFirst", 18, PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("PReluFirstImage", 4, 5, 3, PRelu, Conv(3, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("PReluAfterRescale", 4, 5, 3, Rescale(0, 200), PRelu, Conv(3, 3), PRelu, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Image("TanhFirst", 4, 5, 3, Tanh, Conv(3, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Vector("SoftmaxFirst", 6, Softmax, Dense(5), Tanh, Dense(3), SoftmaxCrossEntropy),
        Image("RescaleFloats", 4, 4, 2, Rescale(-2, 3), Conv(5, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Vector("RescaleBytes", 12, Rescale(0, 255), Dense(9), Tanh, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Vector("BytesUnscaled", 12, BatchNorm, Dense(9), Tanh, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true, Samples = 9 },
        Changed,
        Changed.Variant("Set", ("Elu1.Alpha", 0.4), ("Leakyrelu1.Slope", 0.6), ("Rescale1.High", 5), ("Lrn1.Size", 4), ("Lrn1.Alpha", 2), ("Lrn1.K", 1.5)),
    ];

    private static LayerCase Changed { get; } =
        Image("ActivationChanged", 5, 5, 2, Rescale(-2, 2), Conv(6, 3), Elu, Lrn(3, 1), Conv(5, 3), LeakyRelu, Dense(3), SoftmaxCrossEntropy);

    private static LayerCase[] Both(string name, params CaseLayer[] tried) =>
    [
        Image(name + "OnImage", 5, 4, 2, [Conv(18, 3), .. tried, Conv(3, 3), .. tried, Dense(3), SoftmaxCrossEntropy]),
        Vector(name + "OnVector", 9, [Dense(19), .. tried, Dense(5), .. tried, Dense(3), SoftmaxCrossEntropy]),
    ];
}
