using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>A network as rules look at it: every layer with its shape, and which layers read which.</summary>
internal sealed class NetworkView(NetworkSpec spec, IReadOnlyList<LayerShape> shapes)
{
    private readonly NetworkWiring wiring = NetworkWiring.Of(spec.Layers);

    /// <summary>The network.</summary>
    public NetworkSpec Spec => spec;

    /// <summary>The layers by their number.</summary>
    public IEnumerable<int> Layers => Enumerable.Range(0, shapes.Count);

    /// <summary>What the layers add up to.</summary>
    public NetworkTotals Totals { get; } = NetworkTotals.Of(shapes.ToArray());

    /// <summary>A layer with its shape.</summary>
    public LayerShape this[int layer] => shapes[layer];

    /// <summary>The layers of the given kinds.</summary>
    public IEnumerable<int> OfKind(params LayerKind[] kinds) => Layers.Where(layer => kinds.Contains(Kind(layer)));

    /// <summary>The kind of a layer.</summary>
    public LayerKind Kind(int layer) => shapes[layer].Layer.Kind;

    /// <summary>The layers that read what a layer makes, or the sample; taps are looked through.</summary>
    public IEnumerable<int> Readers(int layer) => wiring.ReadersOf(spec.Layers, layer);

    /// <summary>The layers that a layer reads; none for one that reads the sample.</summary>
    private IEnumerable<int> Sources(int layer) => wiring.InputsOf(layer).Where(source => source != NetworkWiring.Sample);

    /// <summary>The only reader of a layer, or null if there are none or several.</summary>
    public int? OnlyReader(int layer) => Only(Readers(layer));

    /// <summary>Whether the layer multiplies by weights: a convolution or dense layer.</summary>
    public bool IsWeighted(int layer) => Kind(layer) is LayerKind.Conv or LayerKind.Dense;

    /// <summary>Whether the layer is a function of each value alone that is no line.</summary>
    public bool IsActivation(int layer)
        => Kind(layer) is LayerKind.PRelu or LayerKind.Relu or LayerKind.LeakyRelu or LayerKind.Elu or LayerKind.Sigmoid or LayerKind.Tanh
            or LayerKind.Gelu or LayerKind.Swish or LayerKind.Mish or LayerKind.Apply;

    /// <summary>Whether the layer is a convolution in which every channel is by itself.</summary>
    public bool IsDepthwise(int layer) => Kind(layer) == LayerKind.Conv && shapes[layer].Layer.Int("Groups") is > 1 and var groups && groups == shapes[layer].Input.Channels;

    /// <summary>Whether weights follow on every way to the loss. Otherwise the layer makes the network's answer.</summary>
    public bool IsHidden(int layer) => !Walk(layer, IsWeighted).Any(IsLoss);

    /// <summary>Whether some way leads from a layer's output to weights without passing a layer of the given kind.</summary>
    public bool ReachesWeightsWithout(int layer, LayerKind kind) => Walk(layer, other => IsWeighted(other) || Kind(other) == kind).Any(IsWeighted);

    /// <summary>The layers after a layer on all ways to the next weights or to the loss, those excluded.</summary>
    public IEnumerable<int> Followers(int layer) => Walk(layer, IsWeighted).Where(other => !IsWeighted(other) && !IsLoss(other));

    /// <summary>The nearest weights after a hidden layer.</summary>
    public int NextWeights(int layer) => Walk(layer, IsWeighted).First(IsWeighted);

    /// <summary>The nearest weights before a layer, or null if the sample or a join comes first.</summary>
    public int? WeightsBefore(int layer)
    {
        var before = Only(Sources(layer));
        while (before is { } source && !IsWeighted(source))
        {
            before = Only(Sources(source));
        }

        return before;
    }

    /// <summary>The nearest weights that a part of the sample reaches unscaled, or null if it is scaled or normalized on all ways.</summary>
    /// <param name="source">An Input layer, or <see cref="NetworkWiring.Sample"/>.</param>
    public int? WeightsOnRawInput(int source)
        => Walk(source, layer => IsWeighted(layer) || Kind(layer) is LayerKind.Rescale or LayerKind.BatchNorm).Where(IsWeighted).Select(layer => (int?)layer).FirstOrDefault();

    private bool IsLoss(int layer) => LayerSchema.Of(Kind(layer)).IsLoss;

    private static int? Only(IEnumerable<int> layers) => layers.Count() == 1 ? layers.First() : null;

    /// <summary>The layers after a layer, nearest first, none of those behind a layer that stops the walk.</summary>
    private IEnumerable<int> Walk(int layer, Func<int, bool> stops)
    {
        var seen = new HashSet<int>();
        var waiting = new Queue<int>(Readers(layer));
        while (waiting.Count > 0)
        {
            int next = waiting.Dequeue();
            if (!seen.Add(next))
            {
                continue;
            }

            yield return next;
            foreach (int reader in stops(next) ? [] : Readers(next))
            {
                waiting.Enqueue(reader);
            }
        }
    }
}
