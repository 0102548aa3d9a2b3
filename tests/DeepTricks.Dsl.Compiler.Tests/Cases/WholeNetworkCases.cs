using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Networks as people write them, small.</summary>
internal static class WholeNetworkCases
{
    public static IEnumerable<LayerCase> All =>
    [
        DigitNet,
        DigitNet.Variant("SetFilters", ("Conv1.Filters", 18), ("Conv2.Filters", 5), ("Dense1.Units", 30), ("Dropout1.Rate", 0.1)),
        DigitNet.Variant("SetInput", ("Input.Height", 9), ("Input.Width", 10)),
        Vector(
            "Perceptron",
            40,
            Dense(48), BatchNorm, PRelu, Dropout(0.3), Dense(32), BatchNorm, PRelu, Dropout(0.3), Dense(10), SoftmaxCrossEntropy) with { Samples = 16 },
        Image(
            "AllConvolutional",
            8, 8, 3,
            Conv(8, 3), BatchNorm, Relu, Conv(16, 3, stride: 2), BatchNorm, Relu, Conv(16, 1), BatchNorm, Relu,
            Conv(10, 1), GlobalAveragePool, SoftmaxCrossEntropy),
        Image(
            "Separable",
            8, 7, 3,
            Conv(8, 3, stride: 2), BatchNorm, Relu, Conv(8, 3, groups: 8), BatchNorm, Relu, Conv(12, 1), BatchNorm, Relu,
            GlobalAveragePool, Dense(3), SoftmaxCrossEntropy),
        Image(
            "OldSchool",
            10, 10, 1,
            Rescale(0, 255), Conv(6, 5), Tanh, AveragePool(2), Conv(8, 3, padding: 0), Tanh, AveragePool(2, 1),
            Dense(12), Tanh, Dense(10), SoftmaxCrossEntropy) with { IsBytes = true },
        Image(
            "LocalResponse",
            11, 11, 3,
            Conv(8, 5, stride: 2), Relu, Lrn(5, 1), MaxPool(3, 2), Conv(10, 3), Relu, Lrn(5, 1), Dropout(0.5), Dense(10), SoftmaxCrossEntropy),
        Image(
            "Autoencoder",
            6, 6, 1,
            Rescale(0, 255), Conv(8, 3), BatchNorm, Relu, Conv(4, 1), Relu, Conv(1, 3), BinaryCrossEntropy) with { IsBytes = true },
        Sequence(
            "Wave",
            24, 2,
            Conv(8, 5), BatchNorm, MaxPool(2), PRelu, Conv(8, 3, dilation: 2), BatchNorm, MaxPool(2), PRelu,
            Conv(16, 3, padding: 0), Elu, GlobalAveragePool, Dense(4), SoftmaxCrossEntropy),
        Vector("Regression", 6, Dense(16), Elu, Dense(16), Elu, Dense(1), MeanSquaredError) with { Samples = 20 },
    ];

    private static LayerCase DigitNet { get; } = Image(
        "DigitNet",
        12, 12, 1,
        Rescale(0, 255), Conv(8, 3), BatchNorm, MaxPool(2), PRelu, Conv(16, 3), BatchNorm, MaxPool(2), PRelu,
        Dense(24), BatchNorm, PRelu, Dropout(0.5), Dense(10), SoftmaxCrossEntropy) with { IsBytes = true, Samples = 8 };
}
