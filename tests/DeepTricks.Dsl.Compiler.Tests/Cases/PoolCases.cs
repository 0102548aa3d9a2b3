using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Pools: of all windows and strides, before and after what else stands in their loop.</summary>
internal static class PoolCases
{
    public static IEnumerable<LayerCase> All =>
    [
        Behind("PoolAlone", 6, 6, MaxPool(2)),
        Behind("PoolLeavesOut", 7, 8, MaxPool(3)),
        Behind("PoolOverlaps", 7, 8, MaxPool(3, 2)),
        Behind("PoolOverlapsFully", 6, 5, MaxPool(3, 1)),
        Behind("PoolSkips", 8, 9, MaxPool(2, 3)),
        Behind("PoolOne", 4, 5, MaxPool(1)),
        Behind("PoolOneSkips", 6, 5, MaxPool(1, 2)),
        Behind("PoolWhole", 5, 5, MaxPool(5)),
        Behind("AveragePoolAlone", 6, 6, AveragePool(2)),
        Behind("AveragePoolLeavesOut", 7, 8, AveragePool(3)),
        Behind("AveragePoolOverlaps", 7, 8, AveragePool(3, 2)),
        Behind("AveragePoolSkips", 8, 9, AveragePool(2, 3)),
        Behind("PoolAfterPRelu", 6, 6, PRelu, MaxPool(2)),
        Behind("PoolAfterRelu", 6, 6, Relu, MaxPool(2)),
        Behind("PoolAfterLeakyRelu", 6, 6, Leaky(-0.3), MaxPool(2)),
        Behind("PoolAfterElu", 6, 6, Elu, MaxPool(2)),
        Behind("PoolAfterSigmoid", 6, 6, Sigmoid, MaxPool(2)),
        Behind("PoolAfterNorm", 6, 6, BatchNorm, MaxPool(2)),
        Behind("PoolAfterNormAndPRelu", 6, 6, BatchNorm, PRelu, MaxPool(2)),
        Behind("PoolAfterNormAndTanh", 7, 6, BatchNorm, Tanh, MaxPool(3, 2)),
        Behind("PoolBeforePRelu", 6, 6, BatchNorm, MaxPool(2), PRelu),
        Behind("PoolBetweenActivations", 6, 6, PRelu, MaxPool(2), Tanh),
        Behind("PoolAfterTwoActivations", 6, 6, Tanh, PRelu, MaxPool(2)),
        Behind("PoolAfterDropout", 6, 6, PRelu, Dropout(0.4), MaxPool(2)),
        Behind("PoolBeforeDropout", 6, 6, MaxPool(2), PRelu, Dropout(0.4)),
        Behind("PoolAfterLrn", 6, 6, Lrn(3, 1), MaxPool(2)),
        Behind("PoolAfterSoftmax", 6, 6, Softmax, MaxPool(2)),
        Behind("PoolTwice", 9, 8, MaxPool(2), MaxPool(2)),
        Behind("PoolTwiceOverlapping", 9, 8, MaxPool(3, 2), PRelu, MaxPool(2, 1)),
        Behind("PoolTwiceAfterNorm", 9, 8, BatchNorm, MaxPool(2), MaxPool(2), PRelu),
        Behind("PoolThenAverage", 8, 9, MaxPool(2), AveragePool(2)),
        Behind("AverageThenPool", 8, 9, AveragePool(2), MaxPool(2)),
        Behind("AverageAfterActivation", 6, 6, PRelu, AveragePool(2), PRelu),
        Behind("AverageAfterNorm", 6, 6, BatchNorm, AveragePool(2), Tanh),
        Behind("AverageTwice", 9, 9, AveragePool(2), AveragePool(2, 1)),
        Behind("PoolThenGlobal", 7, 6, MaxPool(2), GlobalAveragePool),
        Image("PoolOnInput", 6, 7, 3, MaxPool(2), Conv(4, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("PoolOnRescaledInput", 6, 7, 1, Rescale(0, 255), MaxPool(2), Conv(4, 3), PRelu, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Image("AveragePoolOnInput", 6, 7, 3, AveragePool(2), Conv(4, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("PoolOfTies", 6, 6, 1, Rescale(0, 255), Conv(5, 1), MaxPool(2), PRelu, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },

        // The normalization undoes the scale of the one input channel, so that the weights' gradient is what rounding leaves of sums that cancel.
        Image("PoolOfTiesOverlapping", 7, 7, 1, Rescale(0, 255), Conv(5, 1), BatchNorm, MaxPool(3, 1), PRelu, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true, Tolerance = 4e-4 },
        Image("PoolOfTiesActivated", 6, 6, 1, Rescale(0, 255), Conv(5, 1), Elu, MaxPool(2), Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Image("PoolOfTiesTwice", 8, 8, 1, Rescale(0, 255), Conv(5, 1), MaxPool(2), MaxPool(2), Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Image("GlobalPoolAlone", 5, 4, 3, Conv(17, 3), GlobalAveragePool, SoftmaxCrossEntropy),
        Image("GlobalPoolClassifier", 6, 5, 3, Conv(9, 3), PRelu, Conv(10, 1), GlobalAveragePool, SoftmaxCrossEntropy),
        Image("GlobalPoolThenDense", 5, 4, 3, Conv(17, 3), BatchNorm, PRelu, GlobalAveragePool, Dense(3), SoftmaxCrossEntropy),
        Image("GlobalPoolOfOnePixel", 1, 1, 5, Conv(4, 1), GlobalAveragePool, SoftmaxCrossEntropy),
        Sequence("GlobalPoolSequence", 9, 3, Conv(6, 3), PRelu, GlobalAveragePool, Tanh, Dense(2), SoftmaxCrossEntropy),
        Sequence("PoolSequence", 11, 3, Conv(6, 3), MaxPool(3, 2), PRelu, Dense(2), SoftmaxCrossEntropy),
        Sequence("AveragePoolSequence", 11, 3, Conv(6, 3), PRelu, AveragePool(3, 2), Dense(2), SoftmaxCrossEntropy),
        Changed,
        Changed.Variant("SetWindow", ("Pool1.Window", 2), ("Pool2.Window", 3), ("Pool2.Stride", 1)),
        Changed.Variant("SetStride", ("Pool1.Stride", 1), ("Conv1.Filters", 18)),
    ];

    private static LayerCase Changed { get; } =
        Image("PoolChanged", 9, 10, 2, Conv(5, 3), PRelu, MaxPool(3), Conv(4, 3), AveragePool(2), Dense(3), SoftmaxCrossEntropy);

    private static LayerCase Behind(string name, int height, int width, params CaseLayer[] tried) =>
        Image(name, height, width, 2, [Conv(7, 3), .. tried, Dense(3), SoftmaxCrossEntropy]);
}
