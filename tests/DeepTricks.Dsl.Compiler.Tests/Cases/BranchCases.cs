using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;
using static DeepTricks.Dsl.Compiler.Tests.Cases.LayerCases;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Networks that branch and join.</summary>
internal static class BranchCases
{
    public static IEnumerable<LayerCase> All =>
    [
        Fire,
        Fire.Variant("Uneven", ("Conv3.Filters", 10), ("Conv4.Filters", 20)),
        Fire.Variant("Larger", ("Conv2.Filters", 32), ("Conv3.Filters", 48), ("Input.Height", 7)),
        Image(
            "Residual",
            6, 6, 3,
            Conv(16, 3), BatchNorm, Relu, Tap("x"), Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("x"), Relu, Tap("y"),
            Conv(8, 3, stride: 2), BatchNorm, Relu, Conv(8, 3), BatchNorm, Tap("long"), From("y"), Conv(8, 1, stride: 2), BatchNorm,
            Add("long"), Relu, GlobalAveragePool, Dense(4), SoftmaxCrossEntropy) with { Samples = 7 },
        Image(
            "Inception",
            7, 7, 3,
            Tap("x"), Conv(16, 1), Relu, Tap("a"), From("x"), Conv(5, 1), Relu, Conv(16, 3), Relu, Tap("b"),
            From("x"), MaxPool(3, 1), Tap("small"), From("x"), Conv(9, 3), Tap("c"),
            Concat("a", "b", "c"), BatchNorm, Relu, Conv(4, 3), Tap("d"), From("small"), Conv(4, 3, padding: 2), Add("d"), GlobalAveragePool, Dense(3), SoftmaxCrossEntropy),
        Image(
            "UShape",
            8, 8, 2,
            Conv(16, 3), BatchNorm, Relu, Tap("high"), MaxPool(2), Conv(16, 3), BatchNorm, Relu, Tap("low"), MaxPool(2), Conv(16, 3), Relu,
            Upsample(2), Concat("low"), Conv(16, 3), BatchNorm, PRelu, Upsample(2), Concat("high"), Conv(16, 3), PRelu, Conv(1, 1), BinaryCrossEntropy),
        Image(
            "DenselyConnected",
            5, 5, 1,
            Conv(16, 3), Tap("a"), Conv(16, 3), Relu, Tap("b"), Concat("a", "b"), Tap("ab"), Conv(7, 3), Relu, Tap("c"), Concat("ab", "c"), Tap("abc"),
            Conv(5, 3), PRelu, Concat("abc"), Conv(4, 1), GlobalAveragePool, Dense(3), SoftmaxCrossEntropy),
        Image("Gate", 5, 4, 2, Tap("x"), Conv(6, 3), Sigmoid, Tap("gate"), From("x"), Conv(6, 3), BatchNorm, Tanh, Multiply("gate"), Dense(3), SoftmaxCrossEntropy),
        Vector(
            "Highway",
            20,
            Dense(70), BatchNorm, PRelu, Tap("x"), Dense(70), Sigmoid, Tap("t"), From("x"), Dense(70), BatchNorm, Tanh, Multiply("t"),
            Add("x"), Tap("y"), Dense(30), Elu, Concat("y"), BatchNorm, Dense(4), SoftmaxCrossEntropy) with { Samples = 18 },
        Vector("Doubled", 6, Dense(5), Tanh, Tap("x"), Add("x", "x", "x"), Tap("three"), Multiply("x", "x"), Tap("square"), Concat("three", "square", "x", "x"), Dense(2), MeanSquaredError) with { Samples = 9 },
        Image("SampleJoined", 4, 4, 3, Rescale(0, 255), Tap("x"), Conv(3, 3), Add("x"), Tap("y"), Concat("x", "y"), Dense(3), SoftmaxCrossEntropy) with { IsBytes = true },
        Image(
            "SharedByAll",
            6, 6, 2,
            Conv(16, 3), Tap("x"), Lrn(3, 1), Tap("a"), From("x"), Softmax, Tap("b"), From("x"), AveragePool(1), Tap("c"), From("x"), MaxPool(3, 1), Upsample(2), MaxPool(2), Tap("d"),
            From("x"), BatchNorm, Tap("e"), From("x"), Conv(16, 3), Tap("f"), From("x"), PRelu, Tap("g"),
            Concat("a", "b", "c", "e", "f", "g", "x"), GlobalAveragePool, Tap("wide"), From("d"), GlobalAveragePool, Concat("wide"), Dense(3), SoftmaxCrossEntropy),
        Image("TapBeforeNorm", 5, 5, 2, Conv(6, 3), Tap("x"), BatchNorm, Relu, Tap("y"), Concat("x", "y"), Conv(6, 3), Tap("z"), From("z"), BatchNorm, Relu, Dense(3), SoftmaxCrossEntropy),
        Sequence("SequenceBranch", 12, 3, Tap("x"), Conv(16, 3), PRelu, Tap("a"), From("x"), Conv(16, 5), PRelu, Concat("a"), Conv(8, 3), Dropout(0.3), GlobalAveragePool, Dense(3), SoftmaxCrossEntropy),
    ];

    private static LayerCase Fire { get; } = Image(
        "Fire",
        6, 6, 3,
        Conv(16, 3), BatchNorm, PRelu, Conv(8, 1), BatchNorm, PRelu, Tap("squeezed"), Conv(16, 1), BatchNorm, PRelu, Tap("narrow"),
        From("squeezed"), Conv(32, 3), BatchNorm, PRelu, Tap("wide"), Concat("narrow", "wide"), Conv(5, 1), BatchNorm, PRelu,
        GlobalAveragePool, SoftmaxCrossEntropy);
}
