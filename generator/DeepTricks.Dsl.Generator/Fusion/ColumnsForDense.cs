using System.Linq;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>
/// Gives each task of a wide dense layer a panel of its outputs for all samples: the weights are read once, and the statistics of a
/// batch normalization behind it stay in the task. A narrow layer, such as a classifier of ten classes, goes by samples.
/// </summary>
internal static class ColumnsForDense
{
    /// <summary>Outputs from which there are panels enough for several workers.</summary>
    private const int WideOutputs = 64;

    public static void Run(FusedNetwork fused)
    {
        foreach (var stage in fused.Stages.Where(s => s.Kind == StageKind.Dense))
        {
            var chain = fused.ChainBehind(stage);
            if (chain?.Normalization is null && stage.Shape.Channels < WideOutputs)
            {
                continue;
            }

            stage.Domain = StageDomain.Columns;
            if (chain is not null && chain.Shape.Rank == SampleRank.Vector && chain.Pool is null)
            {
                chain.Domain = StageDomain.Columns;
            }
        }
    }
}
