using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Losses of one sample and their gradients, both times a weight. Gradients are those of the mean over the batch; padding receives zeros.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Losses
{
    /// <summary>Softmax and cross-entropy against a class, PyTorch's label smoothing.</summary>
    /// <returns>The sample's loss.</returns>
    public static double SoftmaxCrossEntropy(
        in TensorGeometry layout, Floats outputs, in TensorGeometry gradientLayout, Floats gradient, int label, float smoothing, float weight, int batch, ref int correct)
    {
        var values = (outputs + layout.Start).AsSpan(layout.Channels);
        var derivatives = (gradient + gradientLayout.Start).AsSpan(gradientLayout.Padded);
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest] || float.IsNaN(values[i]))
            {
                largest = i;
            }
        }

        float top = values[largest];
        float sum = 0;
        float total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float power = MathF.Exp(values[i] - top);
            derivatives[i] = power;
            sum += power;
            total += values[i] - top;
        }

        float rest = smoothing / values.Length;
        float share = weight / batch;
        float scale = share / sum;
        for (int i = 0; i < values.Length; i++)
        {
            derivatives[i] = (derivatives[i] * scale) - (rest * share);
        }

        derivatives[label] -= (1 - smoothing) * share;
        derivatives[values.Length..].Clear();
        correct += largest == label ? 1 : 0;
        return weight * (Math.Log(sum) - ((1 - smoothing) * (values[label] - top)) - (rest * total));
    }

    /// <summary>Sigmoid and cross-entropy against numbers in [0, 1], the mean over the sample's numbers.</summary>
    /// <returns>The sample's loss.</returns>
    public static double BinaryCrossEntropy(
        in TensorGeometry layout, Floats outputs, in TensorGeometry gradientLayout, Floats gradient, ReadOnlySpan<float> targets, float weight, int batch)
    {
        double loss = 0;
        float scale = weight / ((float)targets.Length * batch);
        for (int pixel = 0; pixel < layout.Height * layout.Width; pixel++)
        {
            var values = layout.At(outputs, pixel / layout.Width, pixel % layout.Width).AsSpan(layout.Channels);
            var derivatives = gradientLayout.At(gradient, pixel / layout.Width, pixel % layout.Width).AsSpan(gradientLayout.Padded);
            var wanted = targets.Slice(pixel * layout.Channels, layout.Channels);
            for (int i = 0; i < values.Length; i++)
            {
                float small = MathF.Exp(-MathF.Abs(values[i]));
                loss += Math.Max(values[i], 0) - (values[i] * wanted[i]) + Math.Log(1 + (double)small);
                derivatives[i] = (((values[i] >= 0 ? 1 : small) / (1 + small)) - wanted[i]) * scale;
            }

            derivatives[values.Length..].Clear();
        }

        return weight * loss / targets.Length;
    }

    /// <summary>The mean of squared differences over the sample's numbers.</summary>
    /// <returns>The sample's loss.</returns>
    public static double MeanSquaredError(
        in TensorGeometry layout, Floats outputs, in TensorGeometry gradientLayout, Floats gradient, ReadOnlySpan<float> targets, float weight, int batch)
    {
        double loss = 0;
        float scale = 2f * weight / ((float)targets.Length * batch);
        for (int pixel = 0; pixel < layout.Height * layout.Width; pixel++)
        {
            var values = layout.At(outputs, pixel / layout.Width, pixel % layout.Width).AsSpan(layout.Channels);
            var derivatives = gradientLayout.At(gradient, pixel / layout.Width, pixel % layout.Width).AsSpan(gradientLayout.Padded);
            var wanted = targets.Slice(pixel * layout.Channels, layout.Channels);
            for (int i = 0; i < values.Length; i++)
            {
                float difference = values[i] - wanted[i];
                loss += (double)difference * difference;
                derivatives[i] = difference * scale;
            }

            derivatives[values.Length..].Clear();
        }

        return weight * loss / targets.Length;
    }
}
