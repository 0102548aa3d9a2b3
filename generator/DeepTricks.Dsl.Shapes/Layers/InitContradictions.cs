using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Initializers that lack their width, and widths that no initializer takes.</summary>
internal static class InitContradictions
{
    /// <summary>What is wrong with a layer's <c>Init</c> and <c>Deviation</c>.</summary>
    public static IEnumerable<(string Setting, string Problem)> Of(LayerSpec layer)
    {
        int init = layer.Int(InitSettings.Init);
        double deviation = layer[InitSettings.Deviation];
        if (InitSettings.TakesDeviation(init) && deviation == 0)
        {
            yield return (InitSettings.Init, "starts with weights of no width; write Deviation = 0.01, say, or Init = Init.Zeros");
        }
        else if (!InitSettings.TakesDeviation(init) && deviation != 0)
        {
            yield return (InitSettings.Deviation, "has a Deviation, which only Init.Gaussian and Init.Uniform take; write Init = Init.Gaussian or leave it out");
        }
    }
}
