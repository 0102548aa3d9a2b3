using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>A chain's layers as the emitters of its loops see them: names, expressions, and the sums over the batch that backward needs.</summary>
internal sealed class ChainModel
{
    private readonly FusedNetwork network;

    public ChainModel(FusedNetwork network, Stage stage)
    {
        this.network = network;
        Stage = stage;
        Sums = [.. stage.Nodes.SelectMany(n => LayerCatalog.Of(Spec(n)).Trained.Select(role => (n.Layer, role)))];
    }

    public Stage Stage { get; }

    /// <summary>Name of the chain's methods: that of its last layer.</summary>
    public string Method => Names.Member(Names.Layer(network, Stage.LastLayer));

    /// <summary>The name of the layers, in order: <c>bn1 → pool1 → prelu1</c>.</summary>
    public string Title => string.Join(" → ", Stage.Nodes.Select(n => Spec(n).Name));

    /// <summary>What is summed over batch and positions in backward: the gradients of the chain's tensors, in this order.</summary>
    public IReadOnlyList<(int Layer, ParameterRole Role)> Sums { get; }

    /// <summary>Field with the sums' totals.</summary>
    public string Totals => Names.Field(Names.Layer(network, Stage.LastLayer)) + "Totals";

    /// <summary>Field with the sums of each part of the batch.</summary>
    public string Partials => Names.Field(Names.Layer(network, Stage.LastLayer)) + "Sums";

    /// <summary>Field with what batch normalization's gradient multiplies the gradient and the value's distance from the mean by, and what it adds, where tasks are runs of samples.</summary>
    public string Factors => Names.Field(Names.Layer(network, Stage.LastLayer)) + "Factors";

    /// <summary>C# for where the totals of a tensor of the batch normalization begin.</summary>
    public string TotalOf(ParameterRole role, string padded)
    {
        int index = Sums.Select(sum => sum.Layer == Stage.Normalization!.Layer && sum.Role == role).ToList().IndexOf(true);
        return $"{Totals} + ({index} * {padded})";
    }

    /// <summary>Field with the values that the pool took.</summary>
    public string Taken => Names.Field(Names.Layer(network, Stage.Pool!.Layer)) + "Taken";

    /// <summary>The declaration of a node's layer.</summary>
    public LayerSpec Spec(Node node) => network.Graph.Spec.Layers[node.Layer];

    /// <summary>The layers before the pool, or all of them where there is none.</summary>
    public IEnumerable<Node> BeforePool => Stage.Pool is null ? Stage.Nodes : Stage.Nodes.TakeWhile(n => n != Stage.Pool);

    /// <summary>The layers behind the pool.</summary>
    public IEnumerable<Node> BehindPool => Stage.Pool is null ? [] : Stage.Nodes.SkipWhile(n => n != Stage.Pool).Skip(1);

    /// <summary>The pointwise layers that draw, with their number among all that draw in the network.</summary>
    public IEnumerable<(Node Node, int Drawer)> Drawers =>
        Stage.Nodes.Where(n => Spec(n).Kind == LayerKind.Dropout).Select(n => (n, DrawerOf(network, n.Layer)));

    /// <summary>Number of a layer among those that draw.</summary>
    public static int DrawerOf(FusedNetwork network, int layer) =>
        network.Graph.Spec.Layers.Take(layer).Count(l => l.Kind == LayerKind.Dropout);

    /// <summary>The C# name of a leaf of a layer's expression inside the loops; <paramref name="element"/> is that of the element.</summary>
    public string Leaf(Node node, Leaf leaf, string element) => leaf.Kind switch
    {
        LeafKind.Element => element,
        _ => Names.Field(Spec(node).Name) + leaf.Name,
    };
}
