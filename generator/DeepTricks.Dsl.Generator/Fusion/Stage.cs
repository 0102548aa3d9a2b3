using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>What a stage is at heart.</summary>
internal enum StageKind
{
    /// <summary>A convolution.</summary>
    Convolution,

    /// <summary>A dense layer.</summary>
    Dense,

    /// <summary>Batch normalization, pointwise functions and at most one max pool, in one loop.</summary>
    Chain,

    /// <summary>Average pooling.</summary>
    AveragePool,

    /// <summary>Local response normalization.</summary>
    ResponseNormalization,

    /// <summary>Softmax inside the network.</summary>
    Softmax,

    /// <summary>Repetition of positions.</summary>
    Upsample,

    /// <summary>Values side by side along the channels; parts lie in the joint tensor from the start where they can.</summary>
    Concat,

    /// <summary>The sum of values.</summary>
    Add,

    /// <summary>The product of values.</summary>
    Multiply,

    /// <summary>A loss.</summary>
    Loss,
}

/// <summary>What the tasks of a stage are.</summary>
internal enum StageDomain
{
    /// <summary>Runs of samples: each sample is independent of the others.</summary>
    Samples,

    /// <summary>Panels of output columns over all samples, so that statistics over the batch need no other task.</summary>
    Columns,
}

/// <summary>Layers that are computed together, from one stored tensor to the next.</summary>
internal sealed class Stage(StageKind kind, Node node)
{
    public StageKind Kind { get; } = kind;

    /// <summary>The forward nodes, in order.</summary>
    public List<Node> Nodes { get; } = [node];

    /// <summary>What its tasks are.</summary>
    public StageDomain Domain { get; set; } = StageDomain.Samples;

    /// <summary>Whether it also sums its output and the squares per channel, for the batch normalization that follows.</summary>
    public bool SumsOutput { get; set; }

    /// <summary>Whether a chain's max pool reads the chain's source itself, in training, before the batch normalization in front of it.</summary>
    public bool PoolsSource { get; set; }

    /// <summary>The first layer.</summary>
    public int FirstLayer => Nodes[0].Layer;

    /// <summary>The last layer, whose output the stage stores.</summary>
    public int LastLayer => Nodes[Nodes.Count - 1].Layer;

    /// <summary>Ids of the values that it reads; several only for joins.</summary>
    public EquatableArray<int> Sources => Nodes[0].Inputs;

    /// <summary>Id of the first value that it reads.</summary>
    public int Source => Sources[0];

    /// <summary>Id of the value that it stores.</summary>
    public int Result => Nodes[Nodes.Count - 1].Id;

    /// <summary>Shape of what it stores.</summary>
    public SampleShape Shape => Nodes[Nodes.Count - 1].Shape;

    /// <summary>The batch normalization that a chain starts with, or null.</summary>
    public Node? Normalization => Nodes[0].Operation == Operation.BatchNormalization ? Nodes[0] : null;

    /// <summary>The max pool of a chain, or null.</summary>
    public Node? Pool => Nodes.FirstOrDefault(n => n.Operation == Operation.MaxPool);

    /// <summary>Whether it multiplies by weights.</summary>
    public bool IsProduct => Kind is StageKind.Convolution or StageKind.Dense;
}
