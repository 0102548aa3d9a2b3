using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The parameters of blocks: in range, and leaving the graph as it was compiled.</summary>
internal static class BlockCheck
{
    /// <summary>What is wrong with the parameters.</summary>
    public static IEnumerable<Issue> Issues(NetworkSpec spec)
    {
        var issues = Enumerable.Range(0, spec.Blocks.Count).SelectMany(index => OutOfRange(spec, index)).ToList();
        return issues.Count > 0 ? issues : spec.Decisions.SelectMany(decision => Changed(spec, decision));
    }

    private static IEnumerable<Issue> OutOfRange(NetworkSpec spec, int index)
    {
        var block = spec.Blocks[index];
        foreach (var parameter in block.Parameters.Where(parameter => !parameter.Range.Contains(parameter.Value)))
        {
            string source = parameter.Expression is null ? "" : ", which is '" + parameter.Expression + "'";
            yield return new Issue(
                IssueIds.SettingOutOfRange,
                -1,
                parameter.Name,
                BlockText.Described(block) + " has " + parameter.Name + " = " + LayerText.Number(parameter.Value) + source + "; it must be " + parameter.Range)
                with { BlockIndex = index };
        }
    }

    private static IEnumerable<Issue> Changed(NetworkSpec spec, BlockDecision decision)
    {
        var block = spec.Blocks[decision.Block];
        double value = BlockExpression.Evaluate(decision.Expression, block);
        if (value == decision.Value)
        {
            yield break;
        }

        string values = LayerText.List([.. block.Parameters.Where(parameter => Reads(decision, block, parameter)).Select(parameter => parameter.Name + " = " + BlockText.Value(parameter))]);
        string change = decision.IsCondition
            ? value != 0 ? "adds '" + decision.Part + "', which the declaration leaves out" : "leaves out '" + decision.Part + "', which the declaration has"
            : "repeats '" + decision.Part + "' " + LayerText.Number(value) + " times instead of " + LayerText.Number(decision.Value);
        yield return new Issue(
            IssueIds.GraphChanged,
            -1,
            null,
            BlockText.Described(block) + " has " + values + ", which " + change + " ('" + decision.Expression
                + "'); run-time values change sizes and rates, never which layers there are: change the declaration instead")
            with { BlockIndex = decision.Block };
    }

    private static bool Reads(BlockDecision decision, BlockSpec block, BlockParameter parameter)
        => BlockExpression.Parse(decision.Expression, block.Parameters.ToDictionary(p => p.Name, p => p.Kind), out _)?.Reads.Contains(parameter.Name) == true;
}
