using ILGPU;

namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>The functions of a thread, each applied to every number of a vector.</summary>
internal static class MathKernels
{
    public static void Exp(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Exp(x[i]);

    public static void Log(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Log(x[i]);

    public static void Tanh(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Tanh(x[i]);

    public static void Sin(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Sin(x[i]);

    public static void Cos(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Cos(x[i]);

    public static void Sigmoid(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Sigmoid(x[i]);

    public static void Sqrt(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Sqrt(x[i]);

    public static void IsFinite(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.IsFinite(x[i]) ? 1f : 0f;

    public static void IsNaN(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.IsNaN(x[i]) ? 1f : 0f;

    /// <summary>As emitted code writes a choice: a NaN takes the other side.</summary>
    public static void LeakyChoice(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = x[i] > 0f ? x[i] : 0.25f * x[i];

    /// <summary>As emitted code writes Relu: a NaN stays one.</summary>
    public static void ReluChoice(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = 0f > x[i] ? 0f : x[i];

    public static void ToTf32(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = FactorRounding.ToTf32(x[i]);

    public static void ToBFloat16(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = FactorRounding.ToBFloat16(x[i]);

    public static void Keep(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = ThreadMath.Keep(i, 0x12345678, -77, 0x40000000u, 2f);

    public static void Keys(Index1D i, ArrayView<int> keys) => ThreadMath.Keys(0x123456789ABCDEF1UL, 5_000_000_007L, 3, i, keys, i * 2);
}
