using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>
/// DT1007: a max pool comes before the activation, which then works on what is left. The result is the same where the activation never
/// falls; a slope that is learned may turn negative, which makes it a matter of taste.
/// </summary>
internal sealed class PoolBeforeActivation : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.Layers)
        {
            if (!network.IsActivation(layer) || network.OnlyReader(layer) is not { } pool || network.Kind(pool) != LayerKind.MaxPool)
            {
                continue;
            }

            var (before, after) = (network[pool].Input.Count, network[pool].Output.Count);
            bool isLearned = network.Kind(layer) == LayerKind.PRelu;
            if (after >= before || !(isLearned || NeverFalls(network[layer].Layer)))
            {
                continue;
            }

            string name = LayerSchema.Of(network.Kind(layer)).AttributeName;
            string problem = "stands before '" + network[pool].Layer.Name + "': moving " + name + " after " + LayerText.Declaration(network[pool].Layer) + " evaluates it on "
                + Amount.Of(after) + " instead of " + Amount.Of(before) + " values per sample"
                + (isLearned ? ", with the same result as long as its slopes stay positive" : ", with the same result");
            yield return Advice(IssueIds.ActivationBeforePool, network, layer, problem) with { OtherLayer = pool, IsDisputed = isLearned };
        }
    }

    private static bool NeverFalls(LayerSpec activation) => activation.Kind != LayerKind.LeakyRelu || activation["Slope"] >= 0;
}
