using DeepTricks.Dsl.Shapes;
using static DeepTricks.Dsl.Compiler.Tests.Cases.CaseLayer;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>The layers of test networks, written as in the language.</summary>
internal static class Declare
{
    private const int Same = -1;

    public static CaseLayer BatchNorm => Normalized();

    public static CaseLayer GlobalAveragePool => Write(LayerKind.GlobalAveragePool, [], []);

    public static CaseLayer PRelu => Write(LayerKind.PRelu, [], []);

    public static CaseLayer Relu => Write(LayerKind.Relu, [], []);

    public static CaseLayer Elu => EluOf(1);

    public static CaseLayer Sigmoid => Write(LayerKind.Sigmoid, [], []);

    public static CaseLayer Gelu => Write(LayerKind.Gelu, [], []);

    public static CaseLayer Swish => Write(LayerKind.Swish, [], []);

    public static CaseLayer Mish => Write(LayerKind.Mish, [], []);

    public static CaseLayer Tanh => Write(LayerKind.Tanh, [], []);

    public static CaseLayer Softmax => Write(LayerKind.Softmax, [], []);

    public static CaseLayer SoftmaxCrossEntropy => Smoothed(0);

    public static CaseLayer BinaryCrossEntropy => Write(LayerKind.BinaryCrossEntropy, [], []);

    public static CaseLayer MeanSquaredError => Write(LayerKind.MeanSquaredError, [], []);

    /// <summary>Huber with its default delta.</summary>
    public static CaseLayer Huber => HuberOf(1);

    /// <summary>LeakyRelu with its default slope.</summary>
    public static CaseLayer LeakyRelu => Write(LayerKind.LeakyRelu, [], []);

    public static CaseLayer Tap(string name) => Tapping(LayerKind.Tap, name);

    public static CaseLayer From(string tap) => Tapping(LayerKind.From, tap);

    public static CaseLayer Concat(params string[] taps) => Tapping(LayerKind.Concat, taps);

    public static CaseLayer Add(params string[] taps) => Tapping(LayerKind.Add, taps);

    public static CaseLayer Multiply(params string[] taps) => Tapping(LayerKind.Multiply, taps);

    public static CaseLayer Upsample(int factor) => Write(LayerKind.Upsample, [("Factor", factor)], []);

    public static CaseLayer Rescale(double low, double high) => Write(LayerKind.Rescale, [("Low", low), ("High", high)], []);

    public static CaseLayer Conv(int filters, int kernel, int stride = 1, int padding = Same, int dilation = 1, int groups = 1, string? name = null) => Write(
        LayerKind.Conv,
        [("Filters", filters), ("Kernel", kernel)],
        [("Stride", stride, 1), ("Padding", padding, Same), ("Dilation", dilation, 1), ("Groups", groups, 1)],
        name);

    public static CaseLayer Dense(int units, string? name = null) => Write(LayerKind.Dense, [("Units", units)], [], name);

    /// <summary>BatchNorm with settings.</summary>
    public static CaseLayer Normalized(double momentum = 0.1, double epsilon = 1e-5) =>
        Write(LayerKind.BatchNorm, [], [("Momentum", momentum, 0.1), ("Epsilon", epsilon, 1e-5)]);

    public static CaseLayer MaxPool(int window, int stride = 0) => Write(LayerKind.MaxPool, [("Window", window)], [("Stride", stride, 0)]);

    public static CaseLayer AveragePool(int window, int stride = 0) => Write(LayerKind.AveragePool, [("Window", window)], [("Stride", stride, 0)]);

    public static CaseLayer Lrn(int size = 5, double alpha = 1e-4, double beta = 0.75, double k = 1) =>
        Write(LayerKind.Lrn, [], [("Size", size, 5), ("Alpha", alpha, 1e-4), ("Beta", beta, 0.75), ("K", k, 1)]);

    /// <summary>LeakyRelu with a slope.</summary>
    public static CaseLayer Leaky(double slope) => Write(LayerKind.LeakyRelu, [("Slope", slope)], []);

    /// <summary>Elu with settings.</summary>
    public static CaseLayer EluOf(double alpha) => Write(LayerKind.Elu, [], [("Alpha", alpha, 1)]);

    public static CaseLayer Dropout(double rate) => Write(LayerKind.Dropout, [("Rate", rate)], []);

    /// <summary>Huber with settings.</summary>
    public static CaseLayer HuberOf(double delta) => Write(LayerKind.Huber, [], [("Delta", delta, 1)]);

    /// <summary>SoftmaxCrossEntropy with label smoothing.</summary>
    public static CaseLayer Smoothed(double smoothing) => Write(LayerKind.SoftmaxCrossEntropy, [], [("Smoothing", smoothing, 0)]);
}
