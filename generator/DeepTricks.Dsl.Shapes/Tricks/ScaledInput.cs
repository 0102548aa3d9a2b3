using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1011: the input is squeezed to [-1, +1]; a batch normalization in front of all weights does as well.</summary>
internal sealed class ScaledInput : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        if (network.WeightsOnRawInput(NetworkWiring.Sample) is { } first)
        {
            var input = network.Spec.Input;
            yield return new Issue(
                IssueIds.UnscaledInput,
                InputSettings.LayerIndex,
                null,
                "'" + InputSettings.Declaration(input) + "': the " + Amount.Of(input.Count) + " numbers of a sample " + Repair(network, input, first))
                { Replacement = input.Rank == SampleRank.Image ? "Rescale(0, 255)" : "Rescale(0, 1)" };
        }

        foreach (int layer in network.OfKind(LayerKind.Input))
        {
            if (network.WeightsOnRawInput(layer) is { } weights)
            {
                var part = network[layer].Output;
                yield return Advice(IssueIds.UnscaledInput, network, layer, "has " + Amount.Of(part.Count) + " numbers of a sample, which " + Repair(network, part, weights));
            }
        }
    }

    private static string Repair(NetworkView network, SampleShape input, int weights)
        => "reach '" + network[weights].Layer.Name + "' as they are; add " + (input.Rank == SampleRank.Image ? "Rescale(0, 255)" : "Rescale with the range of the data")
            + ", or Rescale(-1, 1) where they are scaled already";
}
