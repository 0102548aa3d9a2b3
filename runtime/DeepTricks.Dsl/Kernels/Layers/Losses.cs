using System.ComponentModel;
using System.Runtime.CompilerServices;
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

    /// <summary>A function of each output and its target alone, the mean over the sample's numbers.</summary>
    /// <returns>The sample's loss, added up in double precision, vector by vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double Pointwise<TLanes, TLoss>(
        in TensorGeometry layout, Floats outputs, in TensorGeometry gradientLayout, Floats gradient, ReadOnlySpan<float> targets, TLoss function, float weight, int batch)
        where TLanes : struct, ILanes<TLanes>
        where TLoss : struct, IPointwiseLoss<TLanes>
    {
        double loss = 0;
        var scale = TLanes.Broadcast(weight / ((float)targets.Length * batch));
        int whole = layout.Channels / TLanes.Count * TLanes.Count;
        int rest = layout.Channels - whole;
        var beyond = TLanes.BitsAtLeast(TLanes.LaneNumbers, TLanes.BroadcastBits((uint)rest));
        float* lastTargets = stackalloc float[TensorGeometry.Granularity];
        new Span<float>(lastTargets, TensorGeometry.Granularity).Clear();
        fixed (float* firstTarget = targets)
        {
            for (int pixel = 0; pixel < layout.Height * layout.Width; pixel++)
            {
                var values = layout.At(outputs, pixel / layout.Width, pixel % layout.Width);
                var derivatives = gradientLayout.At(gradient, pixel / layout.Width, pixel % layout.Width);
                float* wanted = firstTarget + ((nint)pixel * layout.Channels);
                int i = 0;
                for (; i < whole; i += TLanes.Count)
                {
                    var x = TLanes.Load(values + i);
                    var t = TLanes.LoadAt(wanted + i);
                    loss += TLanes.Sum(function.Value(x, t));
                    TLanes.Store(derivatives + i, function.Slope(x, t) * scale);
                }

                if (rest > 0)
                {
                    // Outputs are padded to whole vectors, targets are not.
                    Unsafe.CopyBlockUnaligned(lastTargets, wanted + i, (uint)rest * sizeof(float));
                    var x = TLanes.Load(values + i);
                    var t = TLanes.LoadAt(lastTargets);
                    loss += TLanes.Sum(TLanes.Select(beyond, TLanes.Zero, function.Value(x, t)));
                    TLanes.Store(derivatives + i, TLanes.Select(beyond, TLanes.Zero, function.Slope(x, t) * scale));
                    i += TLanes.Count;
                }

                for (; i < gradientLayout.Padded; i += TLanes.Count)
                {
                    TLanes.Store(derivatives + i, TLanes.Zero);
                }
            }
        }

        return weight * loss / targets.Length;
    }
}
