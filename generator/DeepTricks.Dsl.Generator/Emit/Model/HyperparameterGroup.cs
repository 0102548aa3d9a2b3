using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Model;

/// <summary>One hyperparameter: its place in the table, and what is known about it.</summary>
/// <param name="Index">Its place in the table.</param>
/// <param name="Owner">The layer, the input or the block that it belongs to, as the table has it.</param>
/// <param name="Setting">The setting or parameter.</param>
/// <param name="Range">The values it may have.</param>
/// <param name="Declared">The value in the declaration.</param>
/// <param name="Summary">What it means.</param>
internal sealed record Hyperparameter(int Index, int Owner, string Setting, ValueRange Range, double Declared, string Summary)
{
    /// <summary>The name of the property: parameters of blocks begin with a capital there.</summary>
    public string Member => LayerNames.Capitalized(Setting);
}

/// <summary>The hyperparameters of a layer, of the input, or of a block with those of its layers.</summary>
/// <param name="Name">The name of the group: <c>Conv1</c>.</param>
/// <param name="Path">Its path: <c>Fire1.Conv1</c>.</param>
/// <param name="Declaration">The layer or block as declared, or null for the input.</param>
/// <param name="Items">The hyperparameters.</param>
/// <param name="Groups">The groups inside a block.</param>
internal sealed record HyperparameterGroup(
    string Name, string Path, string? Declaration, IReadOnlyList<Hyperparameter> Items, IReadOnlyList<HyperparameterGroup> Groups)
{
    /// <summary>The name of the group's type.</summary>
    public string TypeName => Name + LayerNames.GroupTypeSuffix;

    /// <summary>The groups of a network, those whose names would not compile left out.</summary>
    public static IReadOnlyList<HyperparameterGroup> Of(NetworkSpec spec) => new Reader(spec).Read();

    private sealed class Reader(NetworkSpec spec)
    {
        private int index;

        public IReadOnlyList<HyperparameterGroup> Read()
        {
            var groups = new List<HyperparameterGroup>();
            var input = Items(InputSettings.Of(spec.Input).Select(
                size => (InputSettings.LayerIndex, size.Name, InputSettings.Range, size.Value, InputSettings.Summary(size.Name))));
            groups.Add(new HyperparameterGroup(LayerNames.InputGroup, LayerNames.InputGroup, null, input, []));
            groups.AddRange(Inside(NetworkTree.Root, "", [LayerNames.InputGroup]));
            return groups;
        }

        /// <summary>The groups of the layers and blocks in a block, or in the network.</summary>
        private List<HyperparameterGroup> Inside(int scope, string path, IEnumerable<string> takenNames)
        {
            var groups = new List<HyperparameterGroup>();
            var parts = NetworkTree.PartsOf(spec, scope).Where(part => part.IsBlock || LayerNames.IsNamed(spec.Layers[part.Index])).ToList();
            var names = new HashSet<string>(parts.Select(NameOf).Concat(takenNames), StringComparer.OrdinalIgnoreCase);
            var taken = new HashSet<string>(takenNames, StringComparer.OrdinalIgnoreCase);
            foreach (var part in parts)
            {
                string name = NameOf(part);
                if (!LayerNames.IsIdentifier(name) || LayerNames.IsReserved(name) || IsTypeOfAnother(name, names) || !taken.Add(name))
                {
                    continue;
                }

                string here = path + name;
                var group = part.IsBlock ? Block(part.Index, name, here) : Layer(part.Index, name, here);
                if (group.Items.Count > 0 || group.Groups.Count > 0)
                {
                    groups.Add(group);
                }
            }

            return groups;
        }

        private HyperparameterGroup Layer(int layer, string name, string path)
        {
            var declared = spec.Layers[layer];
            var items = Items(LayerSchema.HyperparametersOf(declared).Select(setting => (layer, setting.Name, setting.Range, declared[setting.Name], setting.Summary)));
            return new HyperparameterGroup(name, path, LayerText.Source(declared), items, []);
        }

        private HyperparameterGroup Block(int block, string name, string path)
        {
            var declared = spec.Blocks[block];
            var items = Items(declared.Parameters.Where(parameter => parameter.IsHyperparameter).Select(parameter => (
                BlockValues.OwnerOf(block), parameter.Name, parameter.Range, parameter.Value, "The parameter " + parameter.Name + " of the block")));
            return new HyperparameterGroup(name, path, BlockText.Declaration(declared), items, Inside(block, path + ".", declared.Parameters.Select(parameter => LayerNames.Capitalized(parameter.Name))));
        }

        private List<Hyperparameter> Items(IEnumerable<(int Owner, string Setting, ValueRange Range, double Declared, string Summary)> items)
            => [.. items.Select(item => new Hyperparameter(index++, item.Owner, item.Setting, item.Range, item.Declared, item.Summary))];

        private string NameOf(NetworkPart part)
        {
            string name = part.IsBlock ? spec.Blocks[part.Index].Name : spec.Layers[part.Index].Name;
            int around = part.IsBlock ? spec.Blocks[part.Index].Parent : spec.Layers[part.Index].Block;
            return LayerNames.Capitalized(around < 0 ? name : name.Substring(spec.Blocks[around].Name.Length + 1));
        }

        private static bool IsTypeOfAnother(string name, HashSet<string> names)
            => name.EndsWith(LayerNames.GroupTypeSuffix, StringComparison.OrdinalIgnoreCase)
                && names.Contains(name.Substring(0, name.Length - LayerNames.GroupTypeSuffix.Length));
    }
}
