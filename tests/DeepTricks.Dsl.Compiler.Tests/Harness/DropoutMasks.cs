using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>What the Dropout layers of a compiled network keep in a step, number by number.</summary>
internal static class DropoutMasks
{
    /// <summary>Channels of a position stand this many numbers apart, rounded up.</summary>
    private const int ChannelMultiple = 16;

    /// <summary>The masks by the layers' indices in the network: sample, row, column, channel.</summary>
    /// <param name="network">The network, for its sizes and rates.</param>
    /// <param name="seed">The step's seed.</param>
    /// <param name="step">The step's number.</param>
    /// <param name="samples">Samples in the batch.</param>
    public static IReadOnlyDictionary<int, bool[]> Of(ReferenceNetwork network, ulong seed, long step, int samples) =>
        Enumerable.Range(0, network.LayerCount)
            .Where(layer => network.LayerAt(layer).Kind == LayerKind.Dropout)
            .ToDictionary(layer => layer, layer => Mask(network.OutputOf(layer), network.LayerAt(layer)["Rate"], layer, seed, step, samples));

    private static bool[] Mask(Extent extent, double rate, int layer, ulong seed, long step, int samples)
    {
        uint threshold = (uint)Math.Round(rate * (1L << 32));
        int channelStride = (extent.Channels + ChannelMultiple - 1) / ChannelMultiple * ChannelMultiple;
        var mask = new List<bool>();
        for (int sample = 0; sample < samples; sample++)
        {
            var (key0, key1) = RandomKeys.ForSample(seed, step, layer, sample);
            for (int position = 0; position < extent.Height * extent.Width; position++)
            {
                for (int channel = 0; channel < extent.Channels; channel++)
                {
                    var keep = Lanes1.Keep((uint)((position * channelStride) + channel), key0, key1, threshold);
                    mask.Add(Lanes1.Sum(Lanes1.Select(keep, Lanes1.Broadcast(1), Lanes1.Zero)) != 0);
                }
            }
        }

        return [.. mask];
    }
}
