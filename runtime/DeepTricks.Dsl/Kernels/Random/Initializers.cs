using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// First values of weights. He: He et al., "Delving deep into rectifiers", 2015. Xavier: Glorot and Bengio, "Understanding the
/// difficulty of training deep feedforward neural networks", 2010.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Initializers
{
    /// <summary>Inputs from which on a dense layer starts with Xavier instead of He.</summary>
    private const int WideDense = 256;

    /// <summary>Fills the weights of a layer, row-major in PyTorch's order, with draws of <paramref name="random"/>.</summary>
    /// <param name="weights">Receives the values.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="deviation">Standard deviation of <see cref="InitKind.Gaussian"/>, half-width of <see cref="InitKind.Uniform"/>.</param>
    /// <param name="dense">Whether the layer is dense, for <see cref="InitKind.Default"/>.</param>
    /// <param name="fanIn">Weights that make one output.</param>
    /// <param name="fanOut">Weights that one input feeds.</param>
    /// <param name="random">Where the values are drawn from.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is unknown.</exception>
    public static void Fill(
        Span<float> weights, InitKind kind, double deviation, bool dense, long fanIn, long fanOut, RandomStream random)
    {
        switch (kind)
        {
            case InitKind.Default:
                Fill(weights, dense && fanIn >= WideDense ? InitKind.Xavier : InitKind.He, deviation, dense, fanIn, fanOut, random);
                break;
            case InitKind.He:
                Gaussian(weights, Math.Sqrt(2.0 / fanIn), random);
                break;
            case InitKind.HeUniform:
                Uniform(weights, Math.Sqrt(6.0 / fanIn), random);
                break;
            case InitKind.Xavier:
                Gaussian(weights, Math.Sqrt(2.0 / (fanIn + fanOut)), random);
                break;
            case InitKind.XavierUniform:
                Uniform(weights, Math.Sqrt(6.0 / (fanIn + fanOut)), random);
                break;
            case InitKind.Gaussian:
                Gaussian(weights, deviation, random);
                break;
            case InitKind.Uniform:
                Uniform(weights, deviation, random);
                break;
            case InitKind.Zeros:
                weights.Clear();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown initializer.");
        }
    }

    private static void Gaussian(Span<float> weights, double deviation, RandomStream random)
    {
        foreach (ref float weight in weights)
        {
            weight = (float)(deviation * random.NextGaussian());
        }
    }

    private static void Uniform(Span<float> weights, double halfWidth, RandomStream random)
    {
        foreach (ref float weight in weights)
        {
            weight = (float)(halfWidth * ((2 * random.NextDouble()) - 1));
        }
    }
}
