using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>The losses, on last layers of 1, 2, 3, 10 and 17 outputs, and on images and sequences where they allow it.</summary>
internal static class LossCases
{
    public static IEnumerable<LayerCase> All =>
    [
        .. new[] { 2, 3, 10, 17 }.Select(units => Vector($"CrossEntropy{units}", 8, Dense(6), PRelu, Dense(units), SoftmaxCrossEntropy)),
        .. new[] { 2, 3, 10, 17 }.Select(units => Vector($"Smoothed{units}", 8, Dense(6), PRelu, Dense(units), Smoothed(0.1))),
        .. new[] { 1, 2, 3, 10, 17 }.Select(units => Vector($"BinaryCrossEntropy{units}", 8, Dense(6), PRelu, Dense(units), BinaryCrossEntropy)),
        .. new[] { 1, 2, 3, 10, 17 }.Select(units => Vector($"MeanSquaredError{units}", 8, Dense(6), PRelu, Dense(units), MeanSquaredError)),
        .. new[] { 1, 2, 3, 10, 17 }.Select(units => Vector($"Huber{units}", 8, Dense(6), PRelu, Dense(units), Huber)),
        Image("BinaryCrossEntropyImage", 5, 4, 2, Conv(6, 3), PRelu, Conv(3, 3), BinaryCrossEntropy),
        Image("MeanSquaredErrorImage", 5, 4, 2, Conv(6, 3), PRelu, Conv(2, 3), MeanSquaredError),
        Sequence("MeanSquaredErrorSequence", 7, 2, Conv(6, 3), PRelu, Conv(18, 3), MeanSquaredError),
        Image("MeanSquaredErrorPooled", 6, 6, 2, Conv(6, 3), BatchNorm, MaxPool(2), PRelu, MeanSquaredError),
        Image("HuberImage", 5, 4, 2, Conv(6, 3), PRelu, Conv(3, 3), HuberOf(0.4)),
        Sequence("HuberSequence", 7, 2, Conv(6, 3), PRelu, Conv(18, 3), HuberOf(2.5)),
        HuberChanged,
        HuberChanged.Variant("Set", ("Loss1.Delta", 1.7), ("Dense2.Units", 17)),
        Vector("MeanSquaredErrorActivated", 8, Dense(17), Sigmoid, MeanSquaredError),
        Vector("MeanSquaredErrorSoftmax", 8, Dense(5), Softmax, MeanSquaredError),
        Vector("BinaryCrossEntropyActivated", 8, Dense(5), PRelu, BinaryCrossEntropy),
        Image("CrossEntropyOnePixel", 3, 3, 2, Conv(4, 3, padding: 0), SoftmaxCrossEntropy),
        Vector("CrossEntropyActivated", 8, Dense(5), Tanh, SoftmaxCrossEntropy),
        Changed,
        Changed.Variant("Set", ("Loss1.Smoothing", 0.4), ("Dense2.Units", 17)),
        Vector("CrossEntropyManySamples", 8, Dense(5), PRelu, Dense(4), Smoothed(0.05)) with { Samples = 33 },
    ];

    private static LayerCase HuberChanged { get; } = Vector("HuberChanged", 8, Dense(5), PRelu, Dense(4), HuberOf(0.3));

    private static LayerCase Changed { get; } = Vector("LossChanged", 8, Dense(5), PRelu, Dense(4), Smoothed(0.2));
}
