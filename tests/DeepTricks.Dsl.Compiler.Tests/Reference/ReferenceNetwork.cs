using DeepTricks.Dsl.Compiler.Tests.Reference.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>
/// An independent forward pass in double precision, layer after layer in plain loops. It shares nothing with the compiler: shapes,
/// tensors, defaults and formulas are written down a second time, after PyTorch's documentation.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly IReadOnlyList<ReferenceLayer> layers;
    private readonly ReferenceOperation[] operations;

    // The layers whose output each layer reads, -1 for the sample.
    private readonly int[][] sources;

    /// <summary>Works the shapes out.</summary>
    /// <param name="input">Sizes of one sample.</param>
    /// <param name="layers">The layers, the last one a loss.</param>
    public ReferenceNetwork(Extent input, IReadOnlyList<ReferenceLayer> layers)
    {
        Input = input;
        this.layers = layers;
        operations = new ReferenceOperation[layers.Count];
        sources = new int[layers.Count][];
        for (int i = 0; i < layers.Count; i++)
        {
            bool normalizedNext = i + 1 < layers.Count && layers[i + 1].Kind == LayerKind.BatchNorm;
            sources[i] = SourcesOf(i);
            operations[i] = ReferenceOperation.Create(layers[i], i, [.. sources[i].Select(source => source < 0 ? input : operations[source].Output)], normalizedNext);
        }

        Tensors = [.. operations.SelectMany(operation => operation.Tensors)];
    }

    /// <summary>Sizes of one sample.</summary>
    public Extent Input { get; }

    /// <summary>Sizes of the network's answer to one sample.</summary>
    public Extent Output => operations[^1].Output;

    /// <summary>Layers, the loss included.</summary>
    public int LayerCount => operations.Length;

    /// <summary>Every stored tensor in the order of the layers.</summary>
    public IReadOnlyList<ReferenceTensor> Tensors { get; }

    /// <summary>A layer.</summary>
    public ReferenceLayer LayerAt(int layer) => layers[layer];

    /// <summary>Sizes of a layer's output.</summary>
    public Extent OutputOf(int layer) => operations[layer].Output;

    /// <summary>The index of the layer that a tensor belongs to.</summary>
    public int LayerOf(string tensor) => Array.FindIndex(operations, operation => operation.Tensors.Any(t => t.Name == tensor));

    /// <summary>A whole forward pass.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="targets">What to answer to them, or null for no loss.</param>
    /// <param name="pass">The tensors, the mode and the decisions.</param>
    public ReferenceResult Run(Volume input, ReferenceTargets? targets, ReferencePass pass)
    {
        if (input.Extent != Input)
        {
            throw new ArgumentException($"samples of {input.Extent} for a network over {Input}", nameof(input));
        }

        return Run(0, [], input, targets, pass);
    }

    /// <summary>The rest of a pass from a layer on, on the outputs that an earlier pass had before it.</summary>
    public ReferenceResult RunFrom(int layer, ReferenceResult earlier, Volume input, ReferenceTargets? targets, ReferencePass pass) =>
        Run(layer, earlier.Layers.Take(layer), input, targets, pass);

    private ReferenceResult Run(int first, IEnumerable<Volume> before, Volume input, ReferenceTargets? targets, ReferencePass pass)
    {
        var outputs = before.ToList();
        for (int i = first; i < operations.Length; i++)
        {
            outputs.Add(operations[i].Forward([.. sources[i].Select(source => source < 0 ? input : outputs[source])], pass));
        }

        double[] losses = [];
        if (targets is not null && operations[^1] is ReferenceLoss loss)
        {
            losses = loss.Losses(sources[^1][0] < 0 ? input : outputs[sources[^1][0]], targets);
        }

        return new ReferenceResult(outputs, losses, pass.RunningStatistics, pass.Choices, pass.Margin);
    }

    /// <summary>What a layer reads: the layer above, or the layers above its taps. A single tap is joined with the layer above.</summary>
    private int[] SourcesOf(int index)
    {
        var layer = layers[index];
        int[] taps = [.. layer.Taps.Select(tap => layers.Select((other, i) => (other, i)).First(l => l.other.Kind == LayerKind.Tap && l.other.Taps[0] == tap).i)];
        return layer.Kind switch
        {
            LayerKind.From => taps,
            LayerKind.Concat or LayerKind.Add or LayerKind.Multiply => taps.Length > 1 ? taps : [index - 1, .. taps],
            _ => [index - 1],
        };
    }
}
