using System;
using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1015: a wide convolution behind a 1x1 bottleneck. One in groups, or behind a layer that squeezes already, is narrow enough.</summary>
internal sealed class BottleneckBeforeWideConvolution : TrickRule
{
    private const int Wide = 128;
    private const int Squeeze = 4;

    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.OfKind(LayerKind.Conv))
        {
            var shape = network[layer];
            int channels = shape.Input.Channels;
            int filters = shape.Output.Channels;
            if (shape.Layer.Int("Kernel") == 1 || shape.Layer.Int("Groups") > 1 || Math.Min(channels, filters) < Wide || IsSqueezed(network, layer))
            {
                continue;
            }

            long taps = WindowGeometry.Of(shape.Layer, shape.Input.Rank).Taps;
            int squeezed = channels / Squeeze;
            long weights = taps * channels * filters;
            long saved = weights - ((long)channels * squeezed) - (taps * squeezed * filters);
            string one = shape.Input.Rank == SampleRank.Image ? "1x1" : "1-wide";
            yield return Advice(
                IssueIds.NoBottleneck,
                network,
                layer,
                "reads " + Amount.Of(channels) + " channels: a " + one + " bottleneck, Conv(" + LayerText.Number((long)squeezed) + ", 1) before it, would save "
                    + Amount.Short(saved) + " of " + Amount.Short(weights) + " parameters");
        }
    }

    /// <summary>Whether the channels come from a 1x1 convolution that makes fewer of more.</summary>
    private static bool IsSqueezed(NetworkView network, int layer)
        => network.WeightsBefore(layer) is { } before && network.Kind(before) == LayerKind.Conv && network[before].Layer.Int("Kernel") == 1
            && network[before].Output.Channels < network[before].Input.Channels;
}
