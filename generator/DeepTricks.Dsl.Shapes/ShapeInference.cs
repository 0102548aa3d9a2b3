using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Shapes.Checks;
using DeepTricks.Dsl.Shapes.Layers;

namespace DeepTricks.Dsl.Shapes;

/// <summary>Works out the shapes of a network and what is wrong with it: the one engine of the compiler, the editor and the constructor.</summary>
public static class ShapeInference
{
    /// <summary>
    /// Infers the shape of every layer. A mistake is reported once: the shapes after the first layer that does not fit are not
    /// worked out, and nothing is said that merely follows from another issue. Throws nothing for a spec that has every setting of its kinds.
    /// </summary>
    public static InferenceResult Infer(NetworkSpec spec)
    {
        var issues = new List<Issue>();
        issues.AddRange(InputCheck.Issues(spec));
        bool inputFits = issues.Count == 0;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            issues.AddRange(SettingCheck.Issues(spec.Layers[i], i));
        }

        issues.AddRange(NameCheck.Issues(spec));
        issues.AddRange(OrderCheck.Issues(spec));
        var shapes = inputFits ? Walk(spec, issues) : [];
        if (!issues.Any(issue => issue.StopsBuilding))
        {
            issues.AddRange(BudgetCheck.Issues(spec, NetworkTotals.Of(shapes)));
        }

        return new InferenceResult(shapes.ToEquatableArray(), issues.OrderBy(issue => issue.LayerIndex).ToEquatableArray());
    }

    /// <summary>The shapes up to the loss, or up to the first layer that does not fit.</summary>
    private static List<LayerShape> Walk(NetworkSpec spec, List<Issue> issues)
    {
        var shapes = new List<LayerShape>();
        var wrong = new HashSet<int>(issues.Where(issue => issue.Id == IssueIds.SettingOutOfRange).Select(issue => issue.LayerIndex));
        var shape = spec.Input;
        LayerSpec? flattenedBy = null;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            var layer = spec.Layers[i];
            var rule = LayerRules.Of(layer.Kind);
            if (wrong.Contains(i) && !rule.KeepsShape)
            {
                break;
            }

            string inputName = i == 0 ? "input, the sample," : "input '" + spec.Layers[i - 1].Name + "'";
            var next = i + 1 < spec.Layers.Count ? spec.Layers[i + 1] : null;
            if (rule.Infer(new LayerPlace(layer, i, shape, inputName, next, flattenedBy, issues)) is not { } inferred)
            {
                break;
            }

            shapes.Add(inferred);
            if (rule.Schema.IsLoss)
            {
                break;
            }

            if (shape.Rank != SampleRank.Vector && inferred.Output.Rank == SampleRank.Vector)
            {
                flattenedBy = layer;
            }

            shape = inferred.Output;
        }

        return shapes;
    }
}
