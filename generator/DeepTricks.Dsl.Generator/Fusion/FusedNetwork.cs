using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>An input of the network and what gathering its samples stores.</summary>
/// <param name="Input">The input's node.</param>
/// <param name="Value">Id of the value that gathering stores.</param>
/// <param name="Rescale">Index of the Rescale layer that gathering applies, or -1.</param>
internal sealed record Gather(Node Input, int Value, int Rescale);

/// <summary>A graph and the stages that its forward nodes are grouped into.</summary>
internal sealed class FusedNetwork
{
    private readonly HashSet<int> learning = [];
    private readonly Dictionary<(int Layer, ParameterRole Role), int> parameters = [];

    public FusedNetwork(NetworkGraph graph)
    {
        Graph = graph;
        Stages = [.. graph.Nodes.Where(n => !n.IsBackward && n.Operation != Operation.Input).Select(n => new Stage(KindOf(n.Operation), n))];
        Gathers = [.. graph.Nodes.Where(n => n.Operation == Operation.Input).Select(n => new Gather(n, n.Id, -1))];
        for (int layer = 0; layer < graph.Shapes.Count; layer++)
        {
            foreach (var parameter in graph.Shapes[layer].Parameters)
            {
                parameters.Add((layer, parameter.Role), parameters.Count);
            }
        }

        foreach (var node in graph.Nodes.Where(n => !n.IsBackward))
        {
            if (node.Inputs.Any(learning.Contains) || (node.Layer >= 0 && graph.Shapes[node.Layer].Parameters.Any(p => p.IsTrained)))
            {
                learning.Add(node.Id);
            }
        }
    }

    public NetworkGraph Graph { get; }

    public List<Stage> Stages { get; }

    /// <summary>The inputs, that of [Network] first.</summary>
    public List<Gather> Gathers { get; }

    /// <summary>Position of a stored tensor among all of the network, or -1 if the layer has none of that role.</summary>
    public int ParameterIndex(int layer, ParameterRole role) => parameters.TryGetValue((layer, role), out int index) ? index : -1;

    /// <summary>What gathering stores as a value, or null.</summary>
    public Gather? GatherOf(int value) => Gathers.FirstOrDefault(g => g.Value == value);

    /// <summary>Whether the gradient of a value is needed: something trained made it, or something before it.</summary>
    public bool Learns(int value) => learning.Contains(value);

    /// <summary>The stage that stores a value, or null for a gathered input.</summary>
    public Stage? Producer(int value) => Stages.FirstOrDefault(s => s.Result == value);

    /// <summary>The stages that read a value, in order; one that reads it twice once.</summary>
    public IEnumerable<Stage> Readers(int value) => Stages.Where(s => s.Sources.Contains(value));

    /// <summary>The only stage that reads a value, or null if there are several, or if it reads others too.</summary>
    public Stage? SoleReader(int value)
    {
        var readers = Readers(value).Take(2).ToArray();
        return readers.Length == 1 && readers[0].Sources.Count == 1 ? readers[0] : null;
    }

    /// <summary>
    /// The chain behind a product that nothing else reads, or null. A normalization takes its sums and folds into weights only where the product adds no bias.
    /// </summary>
    public Stage? ChainBehind(Stage product) => SoleReader(product.Result) is { Kind: StageKind.Chain } chain
        && (chain.Normalization is null || !Graph.Shapes[product.FirstLayer].Parameters.Any(p => p.Role == ParameterRole.Bias)) ? chain : null;

    /// <summary>Checks that every forward node stands in exactly one place, and that every stage reads something stored.</summary>
    public void Verify()
    {
        int covered = Stages.Sum(s => s.Nodes.Count) + Gathers.Sum(g => g.Rescale >= 0 ? 2 : 1);
        if (covered != Graph.Nodes.Count(n => !n.IsBackward) || Stages.Any(s => s.Sources.Any(source => GatherOf(source) is null && Producer(source) is null)))
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
        Operation.Upsample => StageKind.Upsample,
        Operation.Concat => StageKind.Concat,
        Operation.Add => StageKind.Add,
        Operation.Multiply => StageKind.Multiply,
        Operation.Loss => StageKind.Loss,
        _ => StageKind.Chain,
    };
}
