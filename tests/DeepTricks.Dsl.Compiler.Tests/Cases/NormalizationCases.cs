using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Batch normalization at every place of a network, and local response normalization.</summary>
internal static class NormalizationCases
{
    public static IEnumerable<LayerCase> All => Batch.Concat(Response);

    private static IEnumerable<LayerCase> Batch =>
    [
        Image("NormFirst", 5, 4, 3, BatchNorm, Conv(6, 3), PRelu, GlobalAveragePool, SoftmaxCrossEntropy),
        Image("NormFirstRescaled", 5, 4, 3, Rescale(0, 255), BatchNorm, Conv(6, 3), Tanh, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Vector("NormFirstVector", 19, BatchNorm, Dense(6), Tanh, Dense(3), SoftmaxCrossEntropy) with { Samples = 9 },
        Image("NormAfterConv", 6, 6, 2, Conv(7, 3), BatchNorm, GlobalAveragePool, Dense(3), SoftmaxCrossEntropy),
        Image("NormAfterStridedConv", 7, 6, 2, Conv(17, 3, stride: 2), BatchNorm, Relu, Conv(5, 3), BatchNorm, Relu, Dense(3), SoftmaxCrossEntropy),
        Image("NormAfterDepthwise", 5, 6, 3, Conv(6, 1), BatchNorm, Relu, Conv(6, 3, groups: 6), BatchNorm, Relu, Conv(4, 1), BatchNorm, GlobalAveragePool, SoftmaxCrossEntropy),
        Image("NormAfterPool", 6, 6, 2, Conv(7, 3), MaxPool(2), BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("NormAfterAveragePool", 6, 6, 2, Conv(7, 3), AveragePool(2), BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("NormAfterActivation", 5, 6, 2, Conv(7, 3), PRelu, BatchNorm, Conv(5, 3), Tanh, BatchNorm, Dense(3), SoftmaxCrossEntropy),
        Image("NormBetweenPools", 9, 9, 2, Conv(5, 3), MaxPool(2), BatchNorm, MaxPool(2), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("NormBeforeAndAfter", 6, 6, 2, Conv(7, 3), BatchNorm, MaxPool(2), PRelu, BatchNorm, Dense(3), SoftmaxCrossEntropy),
        Image("NormTwice", 5, 5, 2, Conv(4, 3), BatchNorm, BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("NormAfterGlobalPool", 5, 5, 2, Conv(6, 3), PRelu, GlobalAveragePool, BatchNorm, Dense(3), SoftmaxCrossEntropy) with { Samples = 9 },
        Image("NormAfterLrn", 5, 5, 2, Conv(6, 3), Lrn(alpha: 1), BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("NormAfterSoftmax", 4, 4, 2, Conv(6, 3), Softmax, BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("NormAfterDropout", 5, 5, 2, Conv(6, 3), PRelu, Dropout(0.3), BatchNorm, PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("NormSettings", 5, 5, 2, Conv(6, 3), Normalized(0.3, 0.1), PRelu, Dense(7), Normalized(1, 0.01), Dense(3), SoftmaxCrossEntropy) with { Samples = 8 },
        Vector("NormLast", 11, Dense(12), Tanh, Dense(4), BatchNorm, SoftmaxCrossEntropy) with { Samples = 9 },
        Vector("NormSmallestBatch", 11, Dense(5), Normalized(0.1, 0.5), Tanh, Dense(4), SoftmaxCrossEntropy) with { Samples = 2 },
        Image("NormOneSample", 5, 5, 2, Conv(6, 3), BatchNorm, PRelu, GlobalAveragePool, SoftmaxCrossEntropy) with { Samples = 1 },
        Vector("NormManySamples", 9, Dense(18), BatchNorm, PRelu, Dense(4), SoftmaxCrossEntropy) with { Samples = 50 },
        Sequence("NormSequence", 11, 3, Conv(17, 3), BatchNorm, MaxPool(2), PRelu, Dense(5), BatchNorm, PRelu, Dense(2), SoftmaxCrossEntropy) with { Samples = 8 },
        Changed,
        Changed.Variant("Set", ("Bn1.Momentum", 0.5), ("Bn1.Epsilon", 0.2), ("Conv1.Filters", 19), ("Bn2.Epsilon", 0.3)),
    ];

    private static IEnumerable<LayerCase> Response =>
    [
        Image("LrnDefault", 5, 4, 2, Conv(9, 3), Lrn(), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("LrnStrong", 5, 4, 2, Conv(17, 3), Lrn(5, 2, 0.75, 1.5), Relu, Dense(3), SoftmaxCrossEntropy),
        Image("LrnEven", 4, 4, 2, Conv(6, 3), Lrn(4, 1, 0.5, 2), Tanh, Dense(3), SoftmaxCrossEntropy),
        Image("LrnOne", 4, 4, 2, Conv(3, 3), Lrn(1, 1), Tanh, Dense(3), SoftmaxCrossEntropy),
        Image("LrnWiderThanChannels", 4, 4, 2, Conv(3, 3), Lrn(9, 3, 1), Tanh, Dense(3), SoftmaxCrossEntropy),
        Vector("LrnVector", 8, Dense(20), Relu, Lrn(3, 1), Dense(3), SoftmaxCrossEntropy),
        Image("LrnBeforePool", 6, 6, 2, Conv(6, 3), Relu, Lrn(3, 1), MaxPool(2), Conv(5, 3), Lrn(3, 1), GlobalAveragePool, SoftmaxCrossEntropy),
        Image("LrnFirst", 4, 5, 4, Lrn(3, 1), Conv(3, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("LrnLinear", 4, 4, 2, Conv(6, 3), Lrn(3, 1, 0), Dense(3), SoftmaxCrossEntropy),
    ];

    private static LayerCase Changed { get; } =
        Image("NormChanged", 6, 6, 2, Conv(6, 3), BatchNorm, MaxPool(2), PRelu, Dense(9), Normalized(0.2, 0.1), Tanh, Dense(3), SoftmaxCrossEntropy) with { Samples = 8 };
}
