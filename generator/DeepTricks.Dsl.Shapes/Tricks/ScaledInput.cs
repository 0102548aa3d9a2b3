using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1011: the input is squeezed to [-1, +1]; a batch normalization in front of all weights does as well.</summary>
internal sealed class ScaledInput : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.Layers.Where(network.IsWeighted).Take(1))
        {
            if (network.Layers.TakeWhile(other => other < layer).Any(other => network.Kind(other) is LayerKind.Rescale or LayerKind.BatchNorm))
            {
                continue;
            }

            bool isImage = network.Spec.Input.Rank == SampleRank.Image;
            yield return new Issue(
                IssueIds.UnscaledInput,
                InputSettings.LayerIndex,
                null,
                "'" + InputSettings.Declaration(network.Spec.Input) + "': the " + Amount.Of(network.Spec.Input.Count) + " numbers of a sample reach '" + network[layer].Layer.Name
                    + "' as they are; add " + (isImage ? "Rescale(0, 255)" : "Rescale with the range of the data") + ", or Rescale(-1, 1) where they are scaled already")
                { Replacement = isImage ? "Rescale(0, 255)" : "Rescale(0, 1)" };
        }
    }
}
