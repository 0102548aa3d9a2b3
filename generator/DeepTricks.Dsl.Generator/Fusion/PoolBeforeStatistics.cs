using System.Linq;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>
/// In training, a max pool right behind a batch normalization that reads a convolution takes its choices from the convolution's
/// outputs while they are in the cache. Normalization keeps their order, or turns it around where its scale is negative, so the
/// statistics, which need the whole batch, need not be waited for; the rest of the chain reads the choices alone.
/// </summary>
internal static class PoolBeforeStatistics
{
    public static void Run(FusedNetwork fused)
    {
        foreach (var stage in fused.Stages.Where(s => s.Kind == StageKind.Convolution && s.SumsOutput))
        {
            var chain = fused.ChainBehind(stage)!;
            chain.PoolsSource = chain.Nodes.Count > 1 && chain.Nodes[1].Operation == Operation.MaxPool;
        }
    }
}
