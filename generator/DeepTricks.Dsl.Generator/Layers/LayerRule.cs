using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>
/// What the compiler knows of a kind of layer: the operation it is, its gradients, and its expression if it works on each element
/// alone. Its shape rule and parameters are in DeepTricks.Dsl.Shapes, which the runtime shares.
/// </summary>
internal abstract class LayerRule
{
    /// <summary>The operation of the layer's node.</summary>
    public abstract Operation Operation { get; }

    /// <summary>The tensors that gradients reach, in the order of the layer's parameters.</summary>
    public virtual IReadOnlyList<ParameterRole> Trained => [];

    /// <summary>The layer's function of one element, or null. Leaves: <see cref="Leaf.Input"/>, and the names of settings and parameters.</summary>
    public virtual Expression? Pointwise => null;

    /// <summary>The derivative of <see cref="Pointwise"/> by its element; symbolic unless a rule knows better.</summary>
    public virtual Expression InputDerivative => Derivative.Of(Pointwise!, Leaf.Input);

    /// <summary>The function and its derivative for comments; null for what the name says already.</summary>
    public virtual string? Formula => null;

    /// <summary>The leaf of a learned tensor in <see cref="Pointwise"/>.</summary>
    public Leaf LeafOf(ParameterRole role) => Pointwise!.Leaves.FirstOrDefault(leaf => leaf.Name == role.ToString()) ?? new Leaf(role.ToString(), LeafKind.Channel);

    /// <summary>Whether the layer does nothing when the network predicts.</summary>
    public virtual bool TrainingOnly => false;

    /// <summary>Adds the gradients of the layer's tensors.</summary>
    public void DifferentiateParameters(NetworkGraph graph, Node node, Node outputGradient)
    {
        foreach (var role in Trained)
        {
            foreach (var parameter in graph.Shapes[node.Layer].Parameters)
            {
                if (parameter.Role == role)
                {
                    graph.Add(Operation.ParameterGradient, node.Layer, node.Shape, role, outputGradient, graph.Nodes[node.Inputs[0]]);
                }
            }
        }
    }

    /// <summary>Adds the gradient of one of the layer's inputs and returns it.</summary>
    public Node DifferentiateInput(NetworkGraph graph, Node node, int operand, Node outputGradient)
    {
        var input = graph.Nodes[node.Inputs[operand]];
        return graph.AddInputGradient(node.Layer, operand, input.Shape, outputGradient, input);
    }
}
