using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>
/// Where the gradient of each stored value lies, and who writes it. A value that several stages read gets a part from each: the losses come
/// first, then the stages from the last to the first. The first of them writes, the others add in place. Where the first part is
/// what that stage has of its own result, both share one buffer.
/// </summary>
internal sealed class GradientPlan(ProgramModel model)
{
    private readonly Dictionary<int, TensorLayout> layouts = [];

    private FusedNetwork Network => model.Network;

    /// <summary>
    /// Whether a convolution's output gradient never leaves the worker's scratch memory: the chain behind it, its only reader, makes it there.
    /// </summary>
    public bool StaysInScratch(int value) =>
        Network.Producer(value) is { Kind: StageKind.Convolution } && Network.SoleReader(value) is { Kind: StageKind.Chain };

    /// <summary>Whether a stage adds its part to what other readers of the value have written, rather than writing it.</summary>
    public bool Adds(int value, Stage stage, int operand = 0) => First(value) != (stage, operand);

    /// <summary>Whether a stage's part of a gradient is where the gradient of its own result is; of a concatenation, a part of that.</summary>
    public bool IsShared(int value, Stage stage, int operand = 0) => !Adds(value, stage, operand) && !StaysInScratch(value) && stage.Kind switch
    {
        StageKind.Chain => stage.Pool is null,
        StageKind.Concat => true,
        StageKind.Add => stage.Sources.Count(source => source == value) == 1 && FirstToShare(stage) == operand,
        _ => false,
    };

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
        var (stage, operand) = First(value);
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

    /// <summary>The part of the gradient that is there first.</summary>
    private (Stage Stage, int Operand) First(int value)
    {
        var readers = Network.Readers(value).ToArray();
        var first = readers.FirstOrDefault(s => s.Kind == StageKind.Loss) ?? readers[readers.Length - 1];
        return (first, ProgramModel.OperandOf(first, value));
    }

    /// <summary>The operand of a sum whose gradient is that of the sum itself; the others have copies.</summary>
    private int FirstToShare(Stage sum)
    {
        for (int operand = 0; operand < sum.Sources.Count; operand++)
        {
            int value = sum.Sources[operand];
            if (Network.Learns(value) && sum.Sources.Count(source => source == value) == 1 && First(value) == (sum, operand))
            {
                return operand;
            }
        }

        return -1;
    }
}
