using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Dropout at several places, with the masks that the compiled network draws.</summary>
internal static class DropoutCases
{
    public static IEnumerable<LayerCase> All =>
    [
        Vector("DropoutFirst", 21, Dropout(0.2), Dense(5), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("DropoutFirstImage", 5, 4, 3, Rescale(0, 255), Dropout(0.2), Conv(5, 3), PRelu, Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Vector("DropoutHidden", 9, Dense(20), PRelu, Dropout(0.5), Dense(3), SoftmaxCrossEntropy),
        Vector("DropoutBeforeActivation", 9, Dense(20), Dropout(0.5), Tanh, Dense(3), SoftmaxCrossEntropy),
        Vector("DropoutNormalized", 9, Dense(35), BatchNorm, PRelu, Dropout(0.5), Dense(3), SoftmaxCrossEntropy) with { Samples = 9 },
        Vector("DropoutTwiceInARow", 9, Dense(20), PRelu, Dropout(0.3), Dropout(0.4), Dense(3), SoftmaxCrossEntropy),
        Vector("DropoutTwice", 9, Dense(20), PRelu, Dropout(0.3), Dense(18), Tanh, Dropout(0.6), Dense(3), SoftmaxCrossEntropy),
        Vector("DropoutLast", 9, Dense(20), PRelu, Dense(10), Dropout(0.25), SoftmaxCrossEntropy),
        Vector("DropoutNothing", 9, Dense(20), PRelu, Dropout(0), Dense(3), SoftmaxCrossEntropy),
        Vector("DropoutMost", 9, Dense(40), PRelu, Dropout(0.9), Dense(3), SoftmaxCrossEntropy),
        Vector("DropoutManySamples", 9, Dense(20), PRelu, Dropout(0.5), Dense(3), SoftmaxCrossEntropy) with { Samples = 40 },
        Image("DropoutAfterConv", 5, 4, 2, Conv(18, 3), PRelu, Dropout(0.3), Conv(4, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("DropoutAfterConvAlone", 5, 4, 2, Conv(7, 3), Dropout(0.3), Conv(4, 3), PRelu, Dense(3), SoftmaxCrossEntropy),
        Image("DropoutBeforeDense", 6, 6, 2, Conv(7, 3), BatchNorm, MaxPool(2), PRelu, Dropout(0.3), Dense(3), SoftmaxCrossEntropy),
        Image("DropoutBeforeGlobalPool", 5, 5, 2, Conv(7, 3), PRelu, Dropout(0.3), GlobalAveragePool, SoftmaxCrossEntropy),
        Image("DropoutAfterGlobalPool", 5, 5, 2, Conv(7, 3), PRelu, GlobalAveragePool, Dropout(0.3), Dense(3), SoftmaxCrossEntropy),
        Image("DropoutBeforeAveragePool", 6, 6, 2, Conv(7, 3), PRelu, Dropout(0.3), AveragePool(2), Dense(3), SoftmaxCrossEntropy),
        Image("DropoutBeforeSoftmax", 4, 4, 2, Conv(7, 3), Dropout(0.3), Softmax, Dense(3), SoftmaxCrossEntropy),
        Image("DropoutAfterSoftmax", 4, 4, 2, Conv(7, 3), Softmax, Dropout(0.3), Dense(3), SoftmaxCrossEntropy),
        Sequence("DropoutSequence", 9, 3, Conv(18, 3), PRelu, Dropout(0.3), Conv(4, 3), Dropout(0.2), Dense(3), SoftmaxCrossEntropy),
        Changed,
        Changed.Variant("Set", ("Dropout1.Rate", 0.6), ("Dropout2.Rate", 0.1), ("Conv1.Filters", 17), ("Dense1.Units", 20)),
        Changed.Variant("SetOff", ("Dropout1.Rate", 0), ("Dropout2.Rate", 0)),
    ];

    private static LayerCase Changed { get; } =
        Image("DropoutChanged", 6, 6, 2, Conv(6, 3), BatchNorm, MaxPool(2), PRelu, Dropout(0.2), Dense(9), PRelu, Dropout(0.5), Dense(3), SoftmaxCrossEntropy);
}
