using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1010: batch normalization between weights, always. Two layers of weights with nothing between them are one factored layer.</summary>
internal sealed class BatchNormAlways : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.OfKind(LayerKind.Conv, LayerKind.Dense))
        {
            bool isFactor = network.OnlyReader(layer) is { } reader && network.IsWeighted(reader);
            if (isFactor || !network.IsHidden(layer) || !network.ReachesWeightsWithout(layer, LayerKind.BatchNorm))
            {
                continue;
            }

            int channels = network[layer].Output.Channels;
            string biases = network[layer].Parameters.Any(parameter => parameter.Role == ParameterRole.Bias)
                ? " and makes its " + Amount.Of(channels) + " biases redundant"
                : "";
            yield return Advice(
                IssueIds.NoBatchNorm,
                network,
                layer,
                "has no BatchNorm before '" + network[network.NextWeights(layer)].Layer.Name + "'; behind it, BatchNorm takes " + Amount.Of(2L * channels) + " parameters" + biases)
                with { Replacement = "BatchNorm" };
        }
    }
}
