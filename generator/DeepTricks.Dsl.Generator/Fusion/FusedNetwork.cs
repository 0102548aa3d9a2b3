using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>A graph and the stages that its forward nodes are grouped into.</summary>
internal sealed class FusedNetwork
{
    public FusedNetwork(NetworkGraph graph)
    {
        Graph = graph;
        Stages = [.. graph.Nodes.Where(n => !n.IsBackward && n.Operation != Operation.Input).Select(n => new Stage(KindOf(n.Operation), n))];
    }

    public NetworkGraph Graph { get; }

    public List<Stage> Stages { get; }

    /// <summary>Index of the Rescale layer that gathering the samples applies, or -1.</summary>
    public int GatheredRescale { get; set; } = -1;

    /// <summary>Id of the value that gathering the samples stores.</summary>
    public int Gathered { get; set; }

    /// <summary>The stage that stores a value, or null for the gathered input.</summary>
    public Stage? Producer(int value) => Stages.FirstOrDefault(s => s.Result == value);

    /// <summary>The stages that read a value.</summary>
    public IEnumerable<Stage> Readers(int value) => Stages.Where(s => s.Source == value);

    /// <summary>Checks that every forward node stands in exactly one place, and that every stage reads something stored.</summary>
    public void Verify()
    {
        int covered = Stages.Sum(s => s.Nodes.Count) + (GatheredRescale >= 0 ? 2 : 1);
        if (covered != Graph.Nodes.Count(n => !n.IsBackward) || Stages.Any(s => s.Source != Gathered && Producer(s.Source) is null))
        {
            throw new InvalidOperationException("compiler error: a fusion pass lost a value");
        }
    }

    private static StageKind KindOf(Operation operation) => operation switch
    {
        Operation.Convolution => StageKind.Convolution,
        Operation.Dense => StageKind.Dense,
        Operation.AveragePool => StageKind.AveragePool,
        Operation.ResponseNormalization => StageKind.ResponseNormalization,
        Operation.Softmax => StageKind.Softmax,
        Operation.Loss => StageKind.Loss,
        _ => StageKind.Chain,
    };
}
