using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Convolutions behind another one, so that the gradient of the input is tried too, and as the first layer, which has none.</summary>
internal static class ConvCases
{
    public static IEnumerable<LayerCase> All =>
    [
        Image("ConvFirst", 6, 5, 1, Conv(4, 3), GlobalAveragePool, SoftmaxCrossEntropy),
        Image("ConvFirstColour", 6, 7, 3, Conv(18, 3), Tanh, GlobalAveragePool, SoftmaxCrossEntropy),
        Behind("ConvSame", 6, 7, 3, Conv(5, 3)),
        Behind("ConvSixteenChannels", 6, 6, 16, Conv(16, 3)),
        Behind("ConvThirtyTwoChannels", 8, 7, 32, Conv(16, 3)) with { Samples = 3 },
        Behind("ConvSeventeenChannels", 5, 6, 17, Conv(33, 3)) with { Samples = 3 },
        Behind("ConvWideRow", 3, 41, 4, Conv(6, 3)) with { Samples = 3 },
        Behind("ConvOneColumn", 9, 1, 3, Conv(4, 3)),
        Behind("ConvOneRow", 1, 9, 3, Conv(4, 3)),
        Behind("ConvOnePixel", 1, 1, 6, Conv(4, 3)),
        Behind("ConvOneByOne", 5, 4, 6, Conv(10, 1)),
        Behind("ConvOneByOneWide", 6, 6, 32, Conv(48, 1)) with { Samples = 3 },
        Behind("ConvOneByOneStride", 7, 6, 5, Conv(9, 1, stride: 2)),
        Behind("ConvFive", 7, 8, 3, Conv(4, 5)),
        Behind("ConvFiveStride", 9, 8, 3, Conv(6, 5, stride: 2)),
        Behind("ConvSeven", 8, 9, 2, Conv(3, 7)),
        Behind("ConvEven", 6, 7, 3, Conv(5, 2, padding: 0)),
        Behind("ConvEvenPadded", 5, 6, 3, Conv(5, 2, padding: 1)),
        Behind("ConvEvenStride", 6, 7, 3, Conv(5, 2, stride: 2, padding: 0)),
        Behind("ConvFour", 7, 6, 2, Conv(3, 4, padding: 2)),
        Behind("ConvNoPadding", 6, 6, 16, Conv(17, 3, padding: 0)),
        Behind("ConvMorePadding", 4, 5, 3, Conv(4, 3, padding: 2)),
        Behind("ConvStride", 7, 8, 4, Conv(5, 3, stride: 2)),
        Behind("ConvStrideSixteen", 8, 8, 16, Conv(32, 3, stride: 2)) with { Samples = 3 },
        Behind("ConvStrideLeavesOut", 8, 7, 3, Conv(4, 3, stride: 3, padding: 0)),
        Behind("ConvStrideOverKernel", 9, 9, 3, Conv(4, 2, stride: 4, padding: 0)),
        Behind("ConvDilated", 7, 8, 3, Conv(4, 3, dilation: 2)),
        Behind("ConvDilatedThree", 9, 10, 2, Conv(17, 3, padding: 1, dilation: 3)),
        Behind("ConvDilatedStride", 9, 8, 3, Conv(4, 3, stride: 2, dilation: 2)),
        Behind("ConvDilatedEven", 7, 7, 3, Conv(4, 2, padding: 0, dilation: 3)),
        Behind("ConvGroups", 5, 6, 6, Conv(4, 3, groups: 2)),
        Behind("ConvGroupsWide", 5, 4, 32, Conv(64, 3, groups: 2)) with { Samples = 3 },
        Behind("ConvGroupsOneByOne", 5, 4, 9, Conv(6, 1, groups: 3)),
        Behind("ConvDepthwise", 6, 5, 7, Conv(7, 3, groups: 7)),
        Behind("ConvDepthwiseWide", 5, 5, 20, Conv(20, 3, groups: 20)),
        Behind("ConvDepthwiseTwice", 6, 5, 5, Conv(10, 3, stride: 2, groups: 5)),
        Behind("ConvGroupsDilated", 7, 6, 4, Conv(8, 3, stride: 2, padding: 2, dilation: 2, groups: 4)),
        Behind("ConvWholeImage", 5, 5, 4, Conv(6, 5, padding: 0)),
        Behind("ConvNormalized", 6, 6, 5, Conv(8, 3), BatchNorm),
        Behind("ConvPaddedAroundNegative", 4, 4, 2, Elu, Conv(3, 3)),
        Behind("ConvTwice", 6, 5, 3, Conv(4, 3), Conv(5, 3)),
        Behind("ConvTiles", 14, 14, 16, Conv(32, 3), BatchNorm, MaxPool(2)) with { Samples = 3 },
        Behind("ConvTilesUneven", 9, 13, 17, Conv(20, 3)) with { Samples = 3 },
        Behind("ConvTilesNoPadding", 11, 8, 16, Conv(18, 3, padding: 0)) with { Samples = 3 },
        Behind("ConvTilesMorePadding", 7, 6, 20, Conv(16, 3, padding: 2)) with { Samples = 3 },
        Behind("ConvTilesTwice", 6, 7, 16, Conv(17, 3), Tanh, Conv(16, 3)) with { Samples = 19 },
        Behind("ConvTilesGroups", 6, 6, 32, Conv(16, 3, groups: 2)) with { Samples = 4 },
        Behind("ConvTilesMany", 4, 5, 16, Conv(16, 3), BatchNorm, PRelu) with { Samples = 35 },
        BehindSequence("SequenceSame", 9, 3, Conv(5, 3)),
        BehindSequence("SequenceOneTap", 8, 4, Conv(17, 1)),
        BehindSequence("SequenceFive", 11, 2, Conv(4, 5, stride: 2)),
        BehindSequence("SequenceEven", 10, 3, Conv(6, 4, stride: 3, padding: 3)),
        BehindSequence("SequenceDilated", 12, 3, Conv(16, 3, padding: 0, dilation: 4)),
        BehindSequence("SequenceDepthwise", 9, 6, Conv(6, 3, groups: 6)),
        BehindSequence("SequenceSixteen", 30, 16, Conv(32, 3)) with { Samples = 3 },
        BehindSequence("SequenceOneStep", 1, 5, Conv(4, 3)),
        Image("ConvOneSample", 6, 6, 2, Conv(5, 3), PRelu, Conv(4, 3), PRelu, GlobalAveragePool, SoftmaxCrossEntropy) with { Samples = 1 },
        Image("ConvManySamples", 4, 4, 2, Conv(5, 3), PRelu, Conv(3, 3), GlobalAveragePool, SoftmaxCrossEntropy) with { Samples = 35 },
        Changed,
        Changed.Variant("SetFilters", ("Conv1.Filters", 48), ("Conv2.Filters", 6)),
        Changed.Variant("SetKernel", ("Conv1.Kernel", 5), ("Conv2.Kernel", 1)),
        Changed.Variant("SetGeometry", ("Conv1.Stride", 2), ("Conv2.Kernel", 2), ("Conv2.Padding", 1), ("Conv2.Dilation", 2)),
        Changed.Variant("SetGroups", ("Conv1.Filters", 6), ("Conv2.Filters", 9), ("Conv2.Groups", 3)),
        Changed.Variant("SetInput", ("Input.Height", 4), ("Input.Width", 9), ("Input.Channels", 5)),
        Plain,
        Plain.Variant("SetPadding", ("Conv1.Padding", 2), ("Conv2.Padding", 0)),
    ];

    private static LayerCase Changed { get; } =
        Image("ConvChanged", 8, 7, 3, Conv(16, 3), BatchNorm, PRelu, Conv(8, 3), Tanh, Dense(3), SoftmaxCrossEntropy) with { Samples = 4 };

    private static LayerCase Plain { get; } =
        Image("ConvUnpadded", 8, 7, 2, Conv(6, 3, padding: 0), PRelu, Conv(8, 3, padding: 1), PRelu, GlobalAveragePool, SoftmaxCrossEntropy);

    private static LayerCase Behind(string name, int height, int width, int channels, params CaseLayer[] tried) =>
        Image(name, height, width, 2, [Conv(channels, 1), Tanh, .. tried, PRelu, Dense(3), SoftmaxCrossEntropy]);

    private static LayerCase BehindSequence(string name, int length, int channels, params CaseLayer[] tried) =>
        Sequence(name, length, 2, [Conv(channels, 1), Tanh, .. tried, PRelu, Dense(3), SoftmaxCrossEntropy]);
}
