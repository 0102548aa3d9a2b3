using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>DT1013: convolutions start as He says, whose width counts that rectifiers halve the variance. Beside batch normalization or without a rectifier it matters less.</summary>
internal sealed class NoXavierOnConvolutions : TrickRule
{
    /// <inheritdoc/>
    public override IEnumerable<Issue> Issues(NetworkView network)
    {
        foreach (int layer in network.OfKind(LayerKind.Conv))
        {
            if ((InitKind)network[layer].Layer.Int(InitSettings.Init) is not (InitKind.Xavier or InitKind.XavierUniform))
            {
                continue;
            }

            var weight = network[layer].Parameters.First(parameter => parameter.Role == ParameterRole.Weight);
            double fanIn = (double)weight.Count / weight.Dimensions[0];
            double fanOut = (double)weight.Count / weight.Dimensions[1];
            var followers = network.Followers(layer).Select(network.Kind).ToList();
            bool isRectified = followers.Any(kind => kind is LayerKind.Relu or LayerKind.PRelu or LayerKind.LeakyRelu or LayerKind.Elu);
            yield return Advice(
                IssueIds.XavierOnConvolution,
                network,
                layer,
                "starts with weights of deviation " + Amount.Measure(Math.Sqrt(2 / (fanIn + fanOut))) + ", which fits linear and saturating layers; He takes "
                    + Amount.Measure(Math.Sqrt(2 / fanIn)) + ", because rectifiers halve the variance: leave Init out",
                InitSettings.Init) with { IsDisputed = !isRectified || followers.Contains(LayerKind.BatchNorm) };
        }
    }
}
