// DT1006, DT1010, DT1011: these networks are about functions of one's own.
#pragma warning disable DT1006, DT1010, DT1011
namespace DeepTricks.Dsl.Training.Tests;

/// <summary>Functions that networks apply.</summary>
public static class PointwiseFunctions
{
    /// <summary>As the built-in layer.</summary>
    [Pointwise]
    public static float Swish(float x) => x / (1 + MathF.Exp(-x));

    /// <summary>As PReLU.</summary>
    [Pointwise]
    public static float Rectified(float x, [Learned(0.1)] float slope) => x > 0 ? x : x * slope;

    /// <summary>Smooth everywhere, with a number for each channel and one for the layer, and a call of another function.</summary>
    [Pointwise]
    public static float Mixed(float x, [Learned(0.7)] float beta, [Learned(-0.4, PerChannel = false)] float share)
    {
        float gate = 1 / (1 + MathF.Exp(-beta * x));
        float bent = share * MathF.Sqrt(1 + MathF.Pow(x, 2));
        return (x * gate) + bent + Swish(0.5f * x);
    }

    /// <summary>A function with its derivative by hand.</summary>
    [Pointwise(Derivative = nameof(CubeSlope))]
    public static float Cube(float x) => x * x * x;

    /// <summary>Half of the right slope, so that one can see that it was taken.</summary>
    [Pointwise]
    public static float CubeSlope(float x) => 1.5f * x * x;

    /// <summary>No number below zero.</summary>
    [Pointwise]
    public static float Logarithm(float x) => MathF.Log(x);
}

/// <summary>Functions like built-in layers.</summary>
[Network(6, 6, 2)]
[Conv(5, 3), Apply(typeof(PointwiseFunctions), nameof(PointwiseFunctions.Swish))]
[Conv(4, 3), BatchNorm, MaxPool(2), Apply(typeof(PointwiseFunctions), nameof(PointwiseFunctions.Rectified)), Dropout(0.2)]
[Dense(3), SoftmaxCrossEntropy]
public partial class AppliedNet;

/// <summary>The same network of built-in layers.</summary>
[Network(6, 6, 2)]
[Conv(5, 3), Swish]
[Conv(4, 3), BatchNorm, MaxPool(2), PRelu, Dropout(0.2)]
[Dense(3), SoftmaxCrossEntropy]
public partial class BuiltInNet;

/// <summary>Learned numbers, on images and on vectors, before and behind normalization.</summary>
[Network(5, 4, 2)]
[Conv(6, 3), Apply(typeof(PointwiseFunctions), nameof(PointwiseFunctions.Mixed)), Conv(4, 3), BatchNorm, Apply(typeof(PointwiseFunctions), nameof(PointwiseFunctions.Mixed))]
[Dense(20), BatchNorm, Apply(typeof(PointwiseFunctions), nameof(PointwiseFunctions.Mixed), Name = "last")]
[Dense(3), SoftmaxCrossEntropy]
public partial class MixedNet;

/// <summary>A derivative by hand.</summary>
[Network(4)]
[Dense(5, Name = "first"), Apply(typeof(PointwiseFunctions), nameof(PointwiseFunctions.Cube)), Dense(2), MeanSquaredError]
public partial class CubeNet;

/// <summary>A function that leaves the numbers.</summary>
[Network(4)]
[Dense(5), Apply(typeof(PointwiseFunctions), nameof(PointwiseFunctions.Logarithm)), Dense(2), SoftmaxCrossEntropy]
public partial class LogarithmNet;
