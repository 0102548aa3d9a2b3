using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1003: a hidden layer of 256 outputs or more has dropout behind it. Beside batch normalization the literature disagrees.</summary>
internal sealed class DropoutAfterLargeLayers : TrickRule
{
    private const int Large = 256;

    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.OfKind(LayerKind.Conv, LayerKind.Dense))
        {
            // A depthwise convolution has a handful of weights per channel: nothing to memorize with.
            int outputs = network[layer].Output.Channels;
            if (outputs < Large || network.IsDepthwise(layer) || !network.IsHidden(layer) || !network.ReachesWeightsWithout(layer, LayerKind.Dropout))
            {
                continue;
            }

            bool isNormalized = network.Followers(layer).Any(follower => network.Kind(follower) == LayerKind.BatchNorm);
            int last = LastOfGroup(network, layer);
            long parameters = NetworkTotals.TrainedParametersOf(network[layer]);
            string rate = network.Kind(layer) == LayerKind.Dense ? "Dropout(0.5)" : "Dropout(0.2)";
            string problem = "has " + Amount.Of(outputs) + " outputs and " + Amount.Short(parameters) + " of the network's " + Amount.Short(network.Totals.TrainedParameters)
                + " parameters, but no Dropout before '" + network[network.NextWeights(layer)].Layer.Name + "'; add " + rate + " behind '" + network[last].Layer.Name + "'";
            yield return Advice(IssueIds.NoDropout, network, layer, problem) with { OtherLayer = last, Replacement = rate, IsDisputed = isNormalized };
        }
    }

    /// <summary>The last of the normalizations, activations and pools that follow a layer and nothing else reads.</summary>
    private static int LastOfGroup(NetworkView network, int layer)
    {
        while (network.OnlyReader(layer) is { } reader
            && (network.IsActivation(reader) || network.Kind(reader) is LayerKind.BatchNorm or LayerKind.Lrn or LayerKind.MaxPool or LayerKind.AveragePool))
        {
            layer = reader;
        }

        return layer;
    }
}
