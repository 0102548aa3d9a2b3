using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1006: no sigmoid or hyperbolic tangent between weights. On an output they are right, and as a gate, which multiplies.</summary>
internal sealed class NoSaturatingActivation : TrickRule
{
    private const double LargestSlopeOfSigmoid = 0.25;

    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        var hidden = network.OfKind(LayerKind.Sigmoid, LayerKind.Tanh).Where(layer => network.IsHidden(layer) && !IsGate(network, layer)).ToList();
        int sigmoids = hidden.Count(layer => network.Kind(layer) == LayerKind.Sigmoid);
        string together = sigmoids == 1
            ? Amount.Percent(LargestSlopeOfSigmoid)
            : Amount.Percent(LargestSlopeOfSigmoid) + ", and the " + Amount.Of(sigmoids) + " hidden ones at most "
                + Amount.Percent(Math.Pow(LargestSlopeOfSigmoid, sigmoids)) + " together";
        foreach (int layer in hidden)
        {
            string problem = network.Kind(layer) == LayerKind.Sigmoid
                ? "passes at most " + together + " of a gradient back"
                : "saturates: where one of its " + Amount.Of(network[layer].Output.Count) + " inputs per sample is beyond 2, it passes less than 8 % of the gradient back";
            yield return Advice(IssueIds.SaturatingActivation, network, layer, problem + "; use PRelu") with { Replacement = "PRelu" };
        }
    }

    private static bool IsGate(NetworkView network, int layer) => network.Readers(layer).All(reader => network.Kind(reader) == LayerKind.Multiply);
}
