namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Which cases run on the simulator of GPUs, which takes long: each layer, forward and backward, and each way in which kernels differ. All of them run on OpenCL and CUDA.</summary>
internal static class GpuCases
{
    private static readonly string[] Names =
    [
        "DenseNormalized", "DenseOnImage", "DenseChangedSetNarrower",
        "ConvFive", "ConvEvenPadded", "ConvDilatedStride", "ConvGroupsWide", "ConvDepthwiseTwice", "ConvNormalized", "SequenceDilated",
        "NormFirst", "NormAfterStridedConv", "NormAfterSoftmax", "NormSmallestBatch",
        "PoolOverlaps", "PoolOfTies", "PoolAfterNormAndPRelu", "PoolSequence", "AveragePoolOverlaps", "AverageAfterNorm", "GlobalPoolThenDense",
        "PReluFirstImage", "FiveInARowOnImage", "FiveInARowOnVector", "GeluThenMishOnImage", "SoftmaxBetweenOnImage", "RescaleBytes", "LrnEven",
        "DropoutTwiceInARow", "DropoutBeforeDense", "CrossEntropyActivated", "BinaryCrossEntropyImage", "MeanSquaredErrorSequence", "HuberImage", "HuberChangedSet",
        "Fire", "Residual", "Gate", "Highway", "UShape", "SharedByAll", "Doubled", "TapBeforeNorm", "RandomGraph02", "RandomGraph03",
        "DigitNet", "Perceptron",
    ];

    /// <summary>The cases.</summary>
    public static IReadOnlyList<LayerCase> OnTheSimulator { get; } = [.. Names.Select(LayerCases.Named)];
}
