using System.ComponentModel;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>Copies of a network's weights as prediction reads them. The compiler derives one class per network.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PreparedWeights(Network network) : IDisposable
{
    /// <summary>Memory of the copies.</summary>
    protected NativeArena Memory { get; set; } = NativeArena.For(16);

    /// <summary>The version of the weights that the copies were made of; 0 is none.</summary>
    internal int Version { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the copies anew.</summary>
    protected abstract void Refresh();

    /// <summary>Makes the copies anew.</summary>
    internal void MakeAnew() => Refresh();

    /// <summary>The tensor of a parameter.</summary>
    protected Floats Tensor(int parameter) => network.Parameters[parameter].Values;

    /// <summary>Floats of a packed tensor.</summary>
    protected int PackedLength(int parameter) => network.Parameters[parameter].PackedLength;

    /// <summary>Floats of a 3 by 3 convolution's transformed weights; 0 if the network does not use them.</summary>
    protected int TransformedLength(int weight) => Transformed(weight)?.Length ?? 0;

    /// <summary>Transforms a 3 by 3 convolution's weights, if the network uses them so.</summary>
    /// <param name="weight">Index of the convolution's weights.</param>
    /// <param name="weights">The weights, batch normalization folded in.</param>
    /// <param name="transformed">Receives the transformed weights.</param>
    protected void Transform(int weight, Floats weights, Floats transformed)
    {
        if (Transformed(weight) is not { } layout)
        {
            return;
        }

        for (int task = 0; task < layout.Tasks; task++)
        {
            switch (VectorUnit.Lanes)
            {
                case 16:
                    layout.Transform<Lanes16>(weights, transformed, task);
                    break;
                case 8:
                    layout.Transform<Lanes8>(weights, transformed, task);
                    break;
                case 4:
                    layout.Transform<Lanes4>(weights, transformed, task);
                    break;
                default:
                    layout.Transform<Lanes1>(weights, transformed, task);
                    break;
            }
        }
    }

    /// <summary>Folds a batch normalization into the weights of the product before it, which has no bias.</summary>
    /// <param name="weight">Index of the product's weights.</param>
    /// <param name="scale">Index of the normalization's scale; shift, running mean and variance follow it.</param>
    /// <param name="layer">Index of the normalization's layer.</param>
    /// <param name="weights">Receives the weights.</param>
    /// <param name="bias">Receives what is added.</param>
    protected void FoldNormalization(int weight, int scale, int layer, Floats weights, Floats bias)
    {
        PrepareNormalization(scale, layer, bias, bias);
        float epsilon = (float)network.Spec.Layers[layer]["Epsilon"];
        var source = network.Parameters[weight];
        int panel = 2 * VectorUnit.Lanes;
        int rows = source.Layout.Rows;
        for (int i = 0; i < source.PackedLength; i++)
        {
            int column = (i / (rows * panel) * panel) + (i % panel);
            weights[i] = column < PackedLength(scale) ? source.Values[i] * Factor(scale, column, epsilon) : 0;
        }
    }

    /// <summary>Turns a batch normalization into one factor and one summand per channel.</summary>
    /// <param name="scale">Index of its scale; shift, running mean and variance follow it.</param>
    /// <param name="layer">Index of its layer.</param>
    /// <param name="factors">Receives the factors.</param>
    /// <param name="summands">Receives the summands; may be the same memory, which then has the summands.</param>
    protected void PrepareNormalization(int scale, int layer, Floats factors, Floats summands)
    {
        float epsilon = (float)network.Spec.Layers[layer]["Epsilon"];
        for (int c = 0; c < PackedLength(scale); c++)
        {
            float factor = Factor(scale, c, epsilon);
            factors[c] = factor;
            summands[c] = Tensor(scale + 1)[c] - (Tensor(scale + 2)[c] * factor);
        }
    }

    private WinogradWeights? Transformed(int weight)
    {
        var parameter = network.Parameters[weight];
        bool transforms = network.Precision != Precision.Strict && parameter.Dimensions is [_, _, 3, 3];
        return transforms ? new WinogradWeights(parameter.Layout.Rows / 9, parameter.Dimensions[0]) : null;
    }

    private float Factor(int scale, int channel, float epsilon) =>
        (float)(Tensor(scale)[channel] / Math.Sqrt((double)Tensor(scale + 3)[channel] + epsilon));
}
