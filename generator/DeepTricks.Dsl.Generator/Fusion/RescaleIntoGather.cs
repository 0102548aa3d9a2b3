using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>The samples are rescaled while they are gathered from the data set.</summary>
internal static class RescaleIntoGather
{
    public static void Run(FusedNetwork fused)
    {
        if (fused.Graph.Spec.Layers[0].Kind == LayerKind.Rescale)
        {
            fused.GatheredRescale = 0;
            fused.Gathered = fused.Stages[0].Result;
            fused.Stages.RemoveAt(0);
        }
    }
}
