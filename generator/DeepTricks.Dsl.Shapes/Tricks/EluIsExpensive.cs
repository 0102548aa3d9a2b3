using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1009: ELU is good, but takes an exponential for each value.</summary>
internal sealed class EluIsExpensive : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network) => network.OfKind(LayerKind.Elu).Where(network.IsHidden).Select(layer => Advice(
        IssueIds.ExpensiveElu,
        network,
        layer,
        "evaluates " + Amount.Of(network[layer].Output.Count) + " exponentials per sample, about five times the work of PRelu, which takes a product instead and "
            + Amount.Of(network[layer].Output.Channels) + " parameters") with { Replacement = "PRelu" });
}
