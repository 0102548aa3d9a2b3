using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Model;

/// <summary>One hyperparameter: its place in the table, and what is known about it.</summary>
internal sealed record Hyperparameter(int Index, int LayerIndex, string Setting, ValueRange Range, double Declared, string Summary);

/// <summary>The hyperparameters of a layer, or of the input.</summary>
/// <param name="Name">The name of the group: <c>Conv1</c>.</param>
/// <param name="Declaration">The layer as declared, or null for the input.</param>
/// <param name="Items">The hyperparameters.</param>
internal sealed record HyperparameterGroup(string Name, string? Declaration, IReadOnlyList<Hyperparameter> Items)
{
    /// <summary>The name of the group's type.</summary>
    public string TypeName => Name + LayerNames.GroupTypeSuffix;

    /// <summary>The groups of a network, those whose names would not compile left out.</summary>
    public static IReadOnlyList<HyperparameterGroup> Of(NetworkSpec spec)
    {
        var groups = new List<HyperparameterGroup>();
        int index = 0;
        Add(LayerNames.InputGroup, null, InputSettings.Of(spec.Input).Select(
            size => (InputSettings.LayerIndex, size.Name, InputSettings.Range, size.Value, InputSettings.Summary(size.Name))));

        var names = new HashSet<string>(spec.Layers.Where(LayerNames.IsNamed).Select(layer => LayerNames.Group(layer.Name)), StringComparer.OrdinalIgnoreCase) { LayerNames.InputGroup };
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            var layer = spec.Layers[i];
            string name = LayerNames.Group(layer.Name);
            if (LayerNames.IsNamed(layer) && LayerNames.IsIdentifier(name) && !LayerNames.IsReserved(name) && !IsTypeOfAnother(name, names) && taken.Add(name))
            {
                Add(name, LayerText.Declaration(layer), LayerSchema.HyperparametersOf(layer).Select(
                    setting => (i, setting.Name, setting.Range, layer[setting.Name], setting.Summary)));
            }
        }

        return groups;

        void Add(string name, string? declaration, IEnumerable<(int Layer, string Setting, ValueRange Range, double Declared, string Summary)> items)
        {
            var list = items.Select(item => new Hyperparameter(index++, item.Layer, item.Setting, item.Range, item.Declared, item.Summary)).ToList();
            if (list.Count > 0)
            {
                groups.Add(new HyperparameterGroup(name, declaration, list));
            }
        }
    }

    private static bool IsTypeOfAnother(string name, HashSet<string> names)
        => name.EndsWith(LayerNames.GroupTypeSuffix, StringComparison.OrdinalIgnoreCase)
            && names.Contains(name.Substring(0, name.Length - LayerNames.GroupTypeSuffix.Length));
}
