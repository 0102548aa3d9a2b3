using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1014: spatial input is for convolutions end to end, not for a dense layer that holds most parameters.</summary>
internal sealed class SmallDenseHead : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        if (!network.OfKind(LayerKind.Conv).Any())
        {
            yield break;
        }

        long total = network.Totals.TrainedParameters;
        foreach (int layer in network.OfKind(LayerKind.Dense))
        {
            var shape = network[layer];
            long parameters = NetworkTotals.TrainedParametersOf(shape);
            if (2 * parameters <= total)
            {
                continue;
            }

            long pooled = parameters - (shape.Output.Count * (shape.Input.Count - shape.Input.Channels));
            string repair = shape.Input.Positions > 1
                ? "GlobalAveragePool before it would leave " + Amount.Short(pooled)
                : "use fewer units, or a 1x1 convolution before GlobalAveragePool instead";
            yield return Advice(
                IssueIds.LargeDenseLayer,
                network,
                layer,
                "holds " + Amount.Short(parameters) + " of the network's " + Amount.Short(total) + " parameters (" + Amount.Percent((double)parameters / total) + "), for "
                    + Amount.Of(shape.Input.Count) + " inputs of each unit; " + repair);
        }
    }
}
