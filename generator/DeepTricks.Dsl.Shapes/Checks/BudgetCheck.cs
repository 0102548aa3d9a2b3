using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The limits of <c>[Budget]</c> against what the layers add up to.</summary>
internal static class BudgetCheck
{
    /// <summary>The limits that are exceeded.</summary>
    public static IEnumerable<Issue> Issues(NetworkSpec spec, NetworkTotals totals)
    {
        if (spec.Budget is not { } budget)
        {
            yield break;
        }

        var limits = new (string Name, long? Limit, long Actual, string What)[]
        {
            (nameof(budget.Parameters), budget.Parameters, totals.TrainedParameters, "trained parameters"),
            (nameof(budget.WeightBytes), budget.WeightBytes, totals.WeightBytes, "bytes of weights"),
            (nameof(budget.Flops), budget.Flops, totals.FlopsPerSample, "FLOPs per sample"),
            (nameof(budget.ActivationBytes), budget.ActivationBytes, totals.ActivationBytesPerSample, "bytes of activations per sample"),
        };
        foreach (var (name, limit, actual, what) in limits)
        {
            if (actual > limit)
            {
                yield return new Issue(
                    IssueIds.BudgetExceeded,
                    -1,
                    name,
                    "'" + spec.ClassName + "' has " + LayerText.Number(actual) + " " + what + ", " + LayerText.Number(actual - limit.Value)
                        + " more than its budget of " + LayerText.Number(limit.Value) + "; use fewer filters or units, pool earlier, or raise the budget");
            }
        }
    }
}
