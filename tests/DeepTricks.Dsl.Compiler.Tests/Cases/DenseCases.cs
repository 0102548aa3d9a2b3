using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Dense layers: of all widths, alone and in depth, on vectors, sequences and images.</summary>
internal static class DenseCases
{
    public static IEnumerable<LayerCase> All =>
    [
        Vector("DenseAlone", 5, Dense(3), SoftmaxCrossEntropy),
        Vector("DenseOneInput", 1, Dense(4), Tanh, Dense(2), SoftmaxCrossEntropy),
        Vector("DenseOneUnit", 6, Dense(1), Tanh, Dense(3), SoftmaxCrossEntropy),
        Vector("DenseWide", 70, Dense(67), Relu, Dense(10), SoftmaxCrossEntropy) with { Samples = 9 },
        Vector("DenseExactPanels", 32, Dense(64), PRelu, Dense(16), Sigmoid, Dense(32), MeanSquaredError) with { Samples = 8 },
        Vector("DenseLinear", 9, Dense(12), Dense(5), Dense(17), SoftmaxCrossEntropy),
        Vector("DenseDeep", 10, Dense(20), Tanh, Dense(18), PRelu, Dense(17), Elu, Dense(16), Sigmoid, Dense(15), LeakyRelu, Dense(3), SoftmaxCrossEntropy),
        Vector("DenseNormalized", 12, Dense(33), BatchNorm, PRelu, Dense(17), BatchNorm, Relu, Dense(10), SoftmaxCrossEntropy) with { Samples = 12 },
        Image("DenseOnImage", 4, 3, 5, Dense(11), Tanh, Dense(3), SoftmaxCrossEntropy),
        Image("DenseOnGreyImage", 5, 6, 1, Rescale(0, 255), Dense(7), PRelu, Dense(10), SoftmaxCrossEntropy) with { IsBytes = true },
        Image("DenseOnManyChannels", 2, 2, 19, Dense(18), Elu, Dense(2), SoftmaxCrossEntropy),
        Sequence("DenseOnSequence", 7, 3, Dense(5), Sigmoid, Dense(2), SoftmaxCrossEntropy),
        Image("DenseAfterConv", 5, 4, 2, Conv(17, 3), Tanh, Dense(6), BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy) with { Samples = 8 },
        Image("DenseAfterPool", 7, 7, 1, Conv(5, 3), MaxPool(2), PRelu, Dense(9), PRelu, Dense(3), SoftmaxCrossEntropy),
        Sequence("DenseAfterSequence", 9, 2, Conv(6, 3), Relu, MaxPool(2), Dense(8), Tanh, Dense(2), SoftmaxCrossEntropy),
        Vector("DenseOneSample", 20, Dense(19), PRelu, Dense(4), SoftmaxCrossEntropy) with { Samples = 1 },
        Vector("DenseManySamples", 6, Dense(7), PRelu, Dense(3), SoftmaxCrossEntropy) with { Samples = 67 },
        Vector("DenseHundredsOfSamples", 5, Dense(7), PRelu, Dense(3), SoftmaxCrossEntropy) with { Samples = 300 },
        Changed,
        Changed.Variant("SetWider", ("Dense1.Units", 40), ("Hidden.Units", 3), ("Dense3.Units", 17)),
        Changed.Variant("SetNarrower", ("Input.Features", 5), ("Dense1.Units", 1), ("Hidden.Units", 18)),
    ];

    private static LayerCase Changed { get; } =
        Vector("DenseChanged", 13, Dense(17), BatchNorm, PRelu, Dense(8, name: "hidden"), Tanh, Dense(4), SoftmaxCrossEntropy) with { Samples = 10 };
}
