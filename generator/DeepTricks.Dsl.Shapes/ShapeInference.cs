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
        var blockIssues = BlockCheck.Issues(spec).ToEquatableArray();
        if (blockIssues.Count > 0)
        {
            // The numbers of the layers inside follow from these.
            return new InferenceResult(default, blockIssues);
        }

        var issues = new List<Issue>();
        issues.AddRange(InputCheck.Issues(spec));
        bool inputFits = issues.Count == 0;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            issues.AddRange(SettingCheck.Issues(spec.Layers[i], i));
        }

        var wiring = NetworkWiring.Of(spec.Layers);
        issues.AddRange(NameCheck.Issues(spec));
        issues.AddRange(wiring.Issues);
        issues.AddRange(OrderCheck.Issues(spec, wiring));
        var shapes = inputFits ? new Walk(spec, wiring, issues).Shapes() : [];
        if (!issues.Any(issue => issue.StopsBuilding))
        {
            issues.AddRange(BudgetCheck.Issues(spec, NetworkTotals.Of(shapes)));
        }

        return new InferenceResult(shapes.ToEquatableArray(), issues.OrderBy(issue => issue.LayerIndex).Select(issue => BlockText.WithOrigin(issue, spec)).ToEquatableArray());
    }

    /// <summary>The way down the layers, with the values that have been made.</summary>
    private sealed class Walk(NetworkSpec spec, NetworkWiring wiring, List<Issue> issues)
    {
        private readonly List<LayerShape> shapes = [];
        private readonly Dictionary<int, LayerSpec?> flattenedBy = new() { [NetworkWiring.Sample] = null };

        /// <summary>The shapes up to the first layer that does not fit.</summary>
        public List<LayerShape> Shapes()
        {
            var wrong = new HashSet<int>(issues.Where(issue => issue.Id == IssueIds.SettingOutOfRange).Select(issue => issue.LayerIndex));
            for (int i = 0; i < spec.Layers.Count; i++)
            {
                var layer = spec.Layers[i];
                var rule = LayerRules.Of(layer.Kind);
                bool isInput = layer.Kind == LayerKind.Input;
                var inputs = isInput ? [NetworkWiring.Sample] : wiring.InputsOf(i);
                if ((wrong.Contains(i) && !rule.KeepsShape) || inputs.Count == 0 || rule.Infer(Place(i, inputs)) is not { } inferred)
                {
                    break;
                }

                shapes.Add(inferred);
                bool flattens = inferred.Input.Rank != SampleRank.Vector && inferred.Output.Rank == SampleRank.Vector;
                flattenedBy[i] = isInput ? null : flattens ? layer : flattenedBy[inputs[0]];
            }

            return shapes;
        }

        private LayerPlace Place(int index, IReadOnlyList<int> inputs)
        {
            var layer = spec.Layers[index];
            var next = index + 1 < spec.Layers.Count ? spec.Layers[index + 1] : null;
            var operands = inputs.Select((value, i) => (Named(layer, value, inputs.Count, i), ShapeOf(value))).ToList();
            string tap = wiring.TapOf(index) is { } name ? " (tap '" + name + "')" : "";
            string input = inputs[0] == NetworkWiring.Sample ? "input, the sample," : "input '" + spec.Layers[inputs[0]].Name + "'" + tap;
            return new LayerPlace(layer, index, ShapeOf(inputs[0]), input, next, flattenedBy[inputs[0]], issues, operands);
        }

        private SampleShape ShapeOf(int value) => value == NetworkWiring.Sample ? spec.Input : shapes[value].Output;

        /// <summary>A joined value as messages call it: its tap, or the layer above.</summary>
        private string Named(LayerSpec layer, int value, int count, int operand)
        {
            int tap = operand - (count - layer.Taps.Count);
            string maker = value == NetworkWiring.Sample ? "the sample" : "'" + spec.Layers[value].Name + "'";
            return layer.Taps.Count > 0 && tap >= 0 ? "tap '" + layer.Taps[tap] + "' (" + maker + ")" : maker;
        }
    }
}
