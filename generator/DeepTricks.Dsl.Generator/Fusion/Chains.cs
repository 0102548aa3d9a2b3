using System.Linq;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>
/// Joins batch normalization, pointwise functions and one max pool into one loop. A normalization can only come first, since it
/// needs the statistics of what it reads. Nothing random stands before the pool: the pool's choice is found again in backward from
/// the value that it took, which a random factor would hide.
/// </summary>
internal static class Chains
{
    public static void Run(FusedNetwork fused)
    {
        for (int i = 1; i < fused.Stages.Count;)
        {
            var before = fused.Stages[i - 1];
            var stage = fused.Stages[i];
            if (before.Kind == StageKind.Chain && stage.Kind == StageKind.Chain && stage.Source == before.Result
                && fused.SoleReader(before.Result) == stage && CanJoin(fused, before, stage.Nodes[0]))
            {
                before.Nodes.AddRange(stage.Nodes);
                fused.Stages.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }
    }

    private static bool CanJoin(FusedNetwork fused, Stage chain, Node next) => next.Operation switch
    {
        Operation.BatchNormalization => false,
        Operation.MaxPool => chain.Pool is null && !chain.Nodes.Any(n => fused.Graph.Spec.Layers[n.Layer].Kind == LayerKind.Dropout),
        _ => true,
    };
}
