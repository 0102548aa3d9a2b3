using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>
/// Who writes the gradient of a stored value. A value that several stages read gets a part from each: the losses come first, then the stages
/// from the last to the first. The first of them writes, the others add in place.
/// </summary>
internal sealed class GradientOrder(FusedNetwork network)
{
    /// <summary>Whether a stage adds its part to what other readers of the value have written, rather than writing it.</summary>
    public bool Adds(int value, Stage stage, int operand = 0) => First(value) != (stage, operand);

    /// <summary>Whether a stage's part of a gradient can stay where the gradient of its own result is; of a concatenation, a part of that.</summary>
    public bool CanShare(int value, Stage stage, int operand = 0) => !Adds(value, stage, operand) && stage.Kind switch
    {
        StageKind.Chain => stage.Pool is null,
        StageKind.Concat => true,
        StageKind.Add => stage.Sources.Count(source => source == value) == 1 && FirstToShare(stage) == operand,
        _ => false,
    };

    /// <summary>The part of the gradient that is there first.</summary>
    public (Stage Stage, int Operand) First(int value)
    {
        var readers = network.Readers(value).ToArray();
        var first = readers.FirstOrDefault(s => s.Kind == StageKind.Loss) ?? readers[readers.Length - 1];
        return (first, OperandOf(first, value));
    }

    /// <summary>The first operand of a join that is a value.</summary>
    public static int OperandOf(Stage join, int value) => join.Sources.TakeWhile(source => source != value).Count();

    /// <summary>The operand of a sum whose gradient is that of the sum itself; the others have copies.</summary>
    private int FirstToShare(Stage sum)
    {
        for (int operand = 0; operand < sum.Sources.Count; operand++)
        {
            int value = sum.Sources[operand];
            if (network.Learns(value) && sum.Sources.Count(source => source == value) == 1 && First(value) == (sum, operand))
            {
                return operand;
            }
        }

        return -1;
    }
}
