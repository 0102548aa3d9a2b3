using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Fusion;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>
/// Where the gradient of each stored value lies, in the order that <see cref="GradientOrder"/> says. Where the first part is what that stage has
/// of its own result, both share one buffer.
/// </summary>
internal sealed class GradientPlan(ProgramModel model)
{
    private readonly Dictionary<int, TensorLayout> layouts = [];
    private readonly GradientOrder order = new(model.Network);

    private FusedNetwork Network => model.Network;

    /// <summary>
    /// Whether a convolution's output gradient never leaves the worker's scratch memory: the chain behind it, its only reader, makes it there.
    /// </summary>
    public bool StaysInScratch(int value) =>
        Network.Producer(value) is { Kind: StageKind.Convolution } && Network.SoleReader(value) is { Kind: StageKind.Chain };

    /// <summary>Whether a stage adds its part to what other readers of the value have written, rather than writing it.</summary>
    public bool Adds(int value, Stage stage, int operand = 0) => order.Adds(value, stage, operand);

    /// <summary>Whether a stage's part of a gradient is where the gradient of its own result is; of a concatenation, a part of that.</summary>
    public bool IsShared(int value, Stage stage, int operand = 0) => !StaysInScratch(value) && order.CanShare(value, stage, operand);

    /// <summary>Where the gradient of a stored value lies.</summary>
    public TensorLayout Of(int value)
    {
        if (layouts.TryGetValue(value, out var known))
        {
            return known;
        }

        string layer = Names.Layer(Network, Network.Graph.Nodes[value].Layer);
        string field = Names.Field(layer) + "Gradient";
        string size = Names.Member(layer) + "Gradient";
        var (stage, operand) = order.First(value);
        TensorLayout layout;
        if (!IsShared(value, stage, operand))
        {
            layout = model.Companion(value, field, size);
        }
        else if (stage.Kind == StageKind.Concat)
        {
            layout = model.Companion(value, field, size, Of(stage.Result), model.OffsetOf(stage, operand));
        }
        else
        {
            layout = Of(stage.Result);
        }

        layouts[value] = layout;
        return layout;
    }
}
