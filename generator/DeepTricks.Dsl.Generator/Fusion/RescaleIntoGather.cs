using System.Linq;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>The samples are rescaled while they are gathered from the data set.</summary>
internal static class RescaleIntoGather
{
    public static void Run(FusedNetwork fused)
    {
        for (int i = 0; i < fused.Gathers.Count; i++)
        {
            var gather = fused.Gathers[i];
            if (fused.SoleReader(gather.Value) is { } stage && fused.Graph.Spec.Layers[stage.FirstLayer].Kind == LayerKind.Rescale)
            {
                fused.Gathers[i] = gather with { Value = stage.Result, Rescale = stage.FirstLayer };
                fused.Stages.Remove(stage);
            }
        }
    }
}
