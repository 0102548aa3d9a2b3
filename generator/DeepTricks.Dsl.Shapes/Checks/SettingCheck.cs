using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Shapes.Layers;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The settings of each layer, looked at without its neighbours: in range, and not contradicting each other.</summary>
internal static class SettingCheck
{
    /// <summary>What is wrong with one layer's settings.</summary>
    public static IEnumerable<Issue> Issues(LayerSpec layer, int index)
    {
        var rule = LayerRules.Of(layer.Kind);
        var outside = rule.Schema.Settings.Where(setting => !setting.Range.Contains(layer[setting.Name])).ToList();
        foreach (var setting in outside)
        {
            yield return new Issue(
                IssueIds.SettingOutOfRange,
                index,
                setting.Name,
                LayerText.Described(layer) + " has " + setting.Name + " = " + LayerText.Value(setting.Name, layer[setting.Name])
                    + "; it must be " + setting.Range);
        }

        if (outside.Count == 0)
        {
            foreach (var (setting, problem) in rule.Contradictions(layer))
            {
                yield return new Issue(IssueIds.SettingOutOfRange, index, setting, LayerText.Described(layer) + " " + problem);
            }
        }
    }
}
