using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1004: batch normalization has replaced local response normalization.</summary>
internal sealed class NoResponseNormalization : TrickRule
{
    private const int BatchNormOperations = 2;

    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.OfKind(LayerKind.Lrn))
        {
            string cost = "costs " + Amount.Of(network[layer].FlopsPerSample) + " operations per sample";
            yield return Normalization(network, layer) is { } normalization
                ? Advice(
                    IssueIds.ResponseNormalization,
                    network,
                    layer,
                    cost + " and evens out what '" + network[normalization].Layer.Name + "' has normalized already; take it out")
                : Advice(
                    IssueIds.ResponseNormalization,
                    network,
                    layer,
                    cost + " where BatchNorm takes " + Amount.Of(BatchNormOperations * network[layer].Input.Count) + ", and lets no layer learn faster; use BatchNorm")
                    with { Replacement = "BatchNorm" };
        }
    }

    /// <summary>The batch normalization between the same weights, if there is one.</summary>
    private static int? Normalization(NetworkView network, int layer)
        => network.WeightsBefore(layer) is { } weights
            ? network.Followers(weights).Where(follower => network.Kind(follower) == LayerKind.BatchNorm).Select(follower => (int?)follower).FirstOrDefault()
            : null;
}
