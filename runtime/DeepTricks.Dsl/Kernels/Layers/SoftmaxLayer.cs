using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Softmax across the channels of each position.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SoftmaxLayer
{
    /// <summary>Forward of one sample.</summary>
    public static void Forward(in TensorGeometry layout, Floats input, in TensorGeometry outputLayout, Floats output)
    {
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                var to = outputLayout.At(output, y, x).AsSpan(outputLayout.Padded);
                Row(layout.At(input, y, x).AsSpan(layout.Channels), to);
                to[layout.Channels..].Clear();
            }
        }
    }

    /// <summary>Backward of one sample: <c>dx = y (dy - sum(dy y))</c>.</summary>
    public static void Backward(
        in TensorGeometry layout, Floats output, in TensorGeometry gradientLayout, Floats outputGradient, in TensorGeometry inputLayout, Floats inputGradient)
    {
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                var values = layout.At(output, y, x).AsSpan(layout.Channels);
                var from = gradientLayout.At(outputGradient, y, x).AsSpan(layout.Channels);
                var to = inputLayout.At(inputGradient, y, x).AsSpan(inputLayout.Padded);
                float sum = 0;
                for (int c = 0; c < values.Length; c++)
                {
                    sum += values[c] * from[c];
                }

                for (int c = 0; c < values.Length; c++)
                {
                    to[c] = values[c] * (from[c] - sum);
                }

                to[values.Length..].Clear();
            }
        }
    }

    /// <summary>Softmax of one row.</summary>
    internal static void Row(ReadOnlySpan<float> values, Span<float> result)
    {
        float top = float.NegativeInfinity;
        foreach (float value in values)
        {
            top = value > top || float.IsNaN(value) ? value : top;
        }

        float sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = MathF.Exp(values[i] - top);
            sum += result[i];
        }

        float scale = 1f / sum;
        for (int i = 0; i < values.Length; i++)
        {
            result[i] *= scale;
        }
    }
}
