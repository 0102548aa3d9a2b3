using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// Local response normalization across channels (Krizhevsky, Sutskever and Hinton 2012), with PyTorch's window and scale:
/// <c>y = x / (k + alpha/size * sum of squares in the window)^beta</c>. Old models need it; it is not made to be fast.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ResponseNormalization
{
    /// <summary>Forward of one sample.</summary>
    public static void Forward(in TensorGeometry layout, Floats input, in TensorGeometry outputLayout, Floats output, ResponseNumbers numbers)
    {
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                var values = layout.At(input, y, x).AsSpan(layout.Channels);
                var to = outputLayout.At(output, y, x).AsSpan(outputLayout.Padded);
                for (int c = 0; c < values.Length; c++)
                {
                    to[c] = values[c] * MathF.Pow(Base(values, c, numbers), -numbers.Beta);
                }

                to[values.Length..].Clear();
            }
        }
    }

    /// <summary>Backward of one sample.</summary>
    public static void Backward(
        in TensorGeometry layout, Floats input, in TensorGeometry gradientLayout, Floats outputGradient, in TensorGeometry inputLayout, Floats inputGradient, ResponseNumbers numbers)
    {
        float factor = -2 * numbers.Alpha * numbers.Beta / numbers.Size;
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                var values = layout.At(input, y, x).AsSpan(layout.Channels);
                var from = gradientLayout.At(outputGradient, y, x).AsSpan(layout.Channels);
                var to = inputLayout.At(inputGradient, y, x).AsSpan(inputLayout.Padded);
                to.Clear();
                for (int c = 0; c < values.Length; c++)
                {
                    float around = Base(values, c, numbers);
                    float power = MathF.Pow(around, -numbers.Beta);
                    to[c] += from[c] * power;
                    float shared = factor * from[c] * values[c] * power / around;
                    for (int other = First(c, numbers); other <= Last(c, values.Length, numbers); other++)
                    {
                        to[other] += shared * values[other];
                    }
                }
            }
        }
    }

    private static int First(int channel, ResponseNumbers numbers) => Math.Max(0, channel - (numbers.Size / 2));

    private static int Last(int channel, int channels, ResponseNumbers numbers) => Math.Min(channels - 1, channel + ((numbers.Size - 1) / 2));

    private static float Base(ReadOnlySpan<float> values, int channel, ResponseNumbers numbers)
    {
        float sum = 0;
        for (int c = First(channel, numbers); c <= Last(channel, values.Length, numbers); c++)
        {
            sum += values[c] * values[c];
        }

        return numbers.K + (numbers.Alpha / numbers.Size * sum);
    }
}
