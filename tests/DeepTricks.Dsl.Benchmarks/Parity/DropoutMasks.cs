using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Benchmarks.Parity;

/// <summary>What our dropout layers multiply by, as one tensor per layer in PyTorch's order (channels before positions).</summary>
internal static class DropoutMasks
{
    /// <summary>Channels of a pixel stand this many floats apart, rounded up.</summary>
    private const int ChannelMultiple = 16;

    public static IReadOnlyDictionary<string, float[]> Of(NetworkSnapshot network, OptimizerStep step, int samples)
    {
        var masks = new Dictionary<string, float[]>();
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            if (network.Layers[layer].Layer.Kind == LayerKind.Dropout)
            {
                masks[network.Layers[layer].Layer.Name] = Mask(network.Layers[layer], layer, step, samples);
            }
        }

        return masks;
    }

    private static float[] Mask(LayerShape shape, int layer, OptimizerStep step, int samples)
    {
        double rate = shape.Layer["Rate"];
        uint threshold = (uint)Math.Round(rate * (1L << 32));
        var (positions, channels) = ((int)shape.Output.Positions, shape.Output.Channels);
        int stride = (channels + ChannelMultiple - 1) / ChannelMultiple * ChannelMultiple;
        var mask = new float[samples * positions * channels];
        for (int sample = 0; sample < samples; sample++)
        {
            var (key0, key1) = RandomKeys.ForSample(step.Seed, step.Step, layer, sample);
            for (int position = 0; position < positions; position++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    var keep = Lanes1.Keep((uint)((position * stride) + channel), key0, key1, threshold);
                    var factor = Lanes1.Select(keep, Lanes1.Broadcast((float)(1 / (1 - rate))), Lanes1.Zero);
                    mask[(((sample * channels) + channel) * positions) + position] = Lanes1.Sum(factor);
                }
            }
        }

        return mask;
    }
}
