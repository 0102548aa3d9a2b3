using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1005: inside the network the largest value of a window says more than the mean. The mean over all positions is another matter.</summary>
internal sealed class MaxPoolInside : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.OfKind(LayerKind.AveragePool))
        {
            var shape = network[layer];
            bool isGlobal = shape.Output.Positions == 1 && shape.Input.Positions == WindowGeometry.Of(shape.Layer, shape.Input.Rank).Taps;
            if (isGlobal || !network.IsHidden(layer))
            {
                continue;
            }

            string replacement = LayerText.Declaration(shape.Layer).Replace("AveragePool", "MaxPool");
            yield return Advice(
                IssueIds.AveragePoolInside,
                network,
                layer,
                "averages " + Amount.Of(shape.Input.Count) + " values into " + Amount.Of(shape.Output.Count) + ", so that a feature found at one position of "
                    + Amount.Of(WindowGeometry.Of(shape.Layer, shape.Input.Rank).Taps) + " fades; use " + replacement) with { Replacement = replacement };
        }
    }
}
