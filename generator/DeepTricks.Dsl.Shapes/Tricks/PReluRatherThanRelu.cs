using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1008: PReLU with a small slope rather than ReLU, between weights.</summary>
internal sealed class PReluRatherThanRelu : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network) => network.OfKind(LayerKind.Relu).Where(network.IsHidden).Select(layer => Advice(
        IssueIds.HiddenRelu,
        network,
        layer,
        "passes no gradient back below zero, so that units can die; PRelu learns a slope for each channel, with " + Amount.Of(network[layer].Output.Channels)
            + " parameters more than the network's " + Amount.Short(network.Totals.TrainedParameters)) with { Replacement = "PRelu" });
}
