using System;
using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>Groups the nodes of a graph into stages: a flat, ordered list of named passes over one stage per node.</summary>
internal static class FusionPipeline
{
    private static readonly (string Name, Action<FusedNetwork> Run)[] Passes =
    [
        ("RescaleIntoGather", RescaleIntoGather.Run),
        ("Chains", Chains.Run),
        ("ColumnsForDense", ColumnsForDense.Run),
        ("SumsForNormalization", SumsForNormalization.Run),
        ("PoolBeforeStatistics", PoolBeforeStatistics.Run),
    ];

    /// <summary>The names of the passes, in order.</summary>
    public static IEnumerable<string> PassNames => Array.ConvertAll(Passes, p => p.Name);

    public static FusedNetwork Fuse(NetworkGraph graph)
    {
        GraphVerifier.Verify(graph);
        var fused = new FusedNetwork(graph);
        foreach (var (_, run) in Passes)
        {
            run(fused);
            fused.Verify();
        }

        return fused;
    }
}
