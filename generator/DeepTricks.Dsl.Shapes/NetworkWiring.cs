using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>
/// Which values each layer reads. A value is named by the layer that makes it, -1 for the sample; taps are looked through, so
/// that what is left is a graph without cycles: a layer reads what stands above it.
/// </summary>
public sealed class NetworkWiring
{
    /// <summary>The value of the sample itself.</summary>
    public const int Sample = -1;

    private readonly int[][] inputs;
    private readonly string?[] taps;

    private NetworkWiring(int[][] inputs, string?[] taps, bool endsOpen, EquatableArray<Issue> issues)
    {
        EndsOpen = endsOpen;
        this.inputs = inputs;
        this.taps = taps;
        Issues = issues;
    }

    /// <summary>What is wrong: taps that are unknown, unused or doubled, and values that nothing reads.</summary>
    public EquatableArray<Issue> Issues { get; }

    /// <summary>Whether the last layer leaves a value, where a loss should end it.</summary>
    public bool EndsOpen { get; }

    /// <summary>
    /// The values that a layer reads, in order. Empty for an Input, and where the declaration is wrong. A Tap or From reads the value that it hands on.
    /// </summary>
    public IReadOnlyList<int> InputsOf(int layer) => inputs[layer];

    /// <summary>The value that stands behind a layer: its own, that of what a Tap or From hands on, or null behind a loss or a mistake.</summary>
    public static int? ValueOf(LayerSpec layer, int index, IReadOnlyList<int> inputs)
    {
        var schema = LayerSchema.Of(layer.Kind);
        return schema.IsLoss ? null : schema.IsWire ? (inputs.Count == 0 ? null : inputs[0]) : index;
    }

    /// <summary>The first tap that a layer reads, or null if it reads what stands above it.</summary>
    public string? TapOf(int layer) => taps[layer];

    /// <summary>The layers that read a value directly, taps looked through, in order.</summary>
    public IEnumerable<int> ReadersOf(EquatableArray<LayerSpec> layers, int value)
        => Enumerable.Range(0, inputs.Length).Where(layer => !LayerSchema.Of(layers[layer].Kind).IsWire && inputs[layer].Contains(value));

    /// <summary>Looks the taps up.</summary>
    public static NetworkWiring Of(EquatableArray<LayerSpec> layers) => new Reader(layers).Read();

    /// <summary>Looks up taps, each of which is seen in its own block only.</summary>
    private sealed class Reader(EquatableArray<LayerSpec> layers)
    {
        private readonly List<Issue> issues = [];
        private readonly Dictionary<(int Block, string Name), (int? Value, int Layer)> taps = [];
        private readonly HashSet<(int Block, string Name)> used = [];
        private readonly int[][] inputs = new int[layers.Count][];
        private readonly string?[] reads = new string?[layers.Count];
        private int? current = Sample;

        // Whether the current value would be lost if another took its place: nothing has read or named it.
        private bool isLoose = true;

        public NetworkWiring Read()
        {
            for (int i = 0; i < layers.Count; i++)
            {
                inputs[i] = [];
                Read(i, layers[i]);
            }

            foreach (var tap in taps.Where(tap => !used.Contains(tap.Key)).OrderBy(tap => tap.Value.Layer))
            {
                issues.Add(Problem(IssueIds.UnusedTap, tap.Value.Layer, "is read by no From, Concat, Add or Multiply below; take it out"));
            }

            return new NetworkWiring(inputs, reads, current is not null, issues.ToEquatableArray());
        }

        private void Read(int index, LayerSpec layer)
        {
            var schema = LayerSchema.Of(layer.Kind);
            switch (layer.Kind)
            {
                case LayerKind.Tap:
                    if (IsBehindLoss(index, null))
                    {
                        return;
                    }

                    inputs[index] = ToArray(current);
                    Declare(index, NameOf(layer));
                    return;
                case LayerKind.From:
                    Drop(index);
                    current = Find(index, NameOf(layer));
                    inputs[index] = ToArray(current);
                    isLoose = true;
                    return;
                case LayerKind.Input:
                    Drop(index);
                    break;
                case LayerKind.Concat or LayerKind.Add or LayerKind.Multiply:
                    if (!Join(index, layer))
                    {
                        current = null;
                        return;
                    }

                    break;
                default:
                    if (IsBehindLoss(index, schema))
                    {
                        return;
                    }

                    inputs[index] = ToArray(current);
                    reads[index] = index > 0 && layers[index - 1].Kind == LayerKind.From ? NameOf(layers[index - 1]) : null;
                    break;
            }

            current = schema.IsLoss ? null : index;
            isLoose = !schema.IsLoss;
        }

        private bool Join(int index, LayerSpec layer)
        {
            if (layer.Taps.Count == 0)
            {
                issues.Add(Problem(IssueIds.UnknownTap, index, "names no tap; name one to join it with the value above, or several, as in " + layer.Kind + "(\"a\", \"b\")"));
                return false;
            }

            used.UnionWith(layer.Taps.Select(tap => (layer.Block, tap)));
            var values = new List<int?>();
            if (layer.Taps.Count == 1)
            {
                if (IsBehindLoss(index, null))
                {
                    return false;
                }

                values.Add(current);
            }
            else
            {
                Drop(index);
                reads[index] = layer.Taps[0];
            }

            values.AddRange(layer.Taps.Select(tap => Find(index, tap)));
            if (values.Any(value => value is null))
            {
                return false;
            }

            inputs[index] = [.. values.Select(value => value!.Value)];
            return true;
        }

        private void Declare(int index, string tap)
        {
            if (tap.Length == 0)
            {
                issues.Add(Problem(IssueIds.TapNameTaken, index, "has an empty name; write what the value is, as in Tap(\"squeezed\")"));
            }
            else if (taps.TryGetValue((layers[index].Block, tap), out var other))
            {
                issues.Add(Problem(
                    IssueIds.TapNameTaken, index, "has the name of the tap behind " + Behind(other.Layer) + "; taps need different names"));
            }
            else
            {
                taps.Add((layers[index].Block, tap), (current, index));
                isLoose = false;
            }
        }

        private int? Find(int index, string tap)
        {
            int block = layers[index].Block;
            used.Add((block, tap));
            if (taps.TryGetValue((block, tap), out var found))
            {
                return found.Value;
            }

            string problem = "reads the tap '" + tap + "', ";
            var known = taps.Keys.Where(key => key.Block == block).Select(key => key.Name).ToList();
            if (layers.Skip(index).Any(layer => layer.Kind == LayerKind.Tap && layer.Block == block && NameOf(layer) == tap))
            {
                problem += "which is declared further down; a tap is read below its declaration, so that no value depends on itself";
            }
            else if (layers.Any(layer => layer.Kind == LayerKind.Tap && layer.Block != block && NameOf(layer) == tap))
            {
                problem += "which is declared "
                    + (block == NetworkTree.Root ? "inside a block; what stands outside sees none of a block's taps" : "outside of the block; a block sees its own taps, and its input as the value above");
            }
            else if (known.Count == 0)
            {
                problem += "but there is none above; write Tap(\"" + tap + "\") behind the layer that is meant";
            }
            else
            {
                // Most likely that one was meant, so that nothing is said about its having no reader.
                string nearest = NearestName.Of(tap, known);
                used.Add((block, nearest));
                problem += "which is not declared above; the nearest is '" + nearest + "'";
            }

            issues.Add(Problem(IssueIds.UnknownTap, index, problem));
            return null;
        }

        /// <summary>Another value takes the place of the current one: says so if nothing reads or names that one.</summary>
        private void Drop(int index)
        {
            if (isLoose && current is { } value)
            {
                string what = layers[System.Math.Max(0, index - 1)] is { Kind: LayerKind.From } from
                    ? LayerText.Described(from)
                    : value == Sample ? "the sample" : "the output of " + LayerText.Described(layers[value]);
                issues.Add(Problem(IssueIds.ValueDropped, index, "leaves " + what + " with nothing to read it; put a Tap behind it and read that, or take it out"));
            }
        }

        private bool IsBehindLoss(int index, LayerSchema? reader)
        {
            if (current is not null)
            {
                return false;
            }

            // A mistake above leaves no value either, and has been told.
            if (index > 0 && LayerSchema.Of(layers[index - 1].Kind).IsLoss)
            {
                issues.Add(Problem(
                    IssueIds.AfterLoss,
                    index,
                    "stands after the loss " + LayerText.Described(layers[index - 1]) + "; move it before the loss, take it out, or go back to a tap by From"));
            }

            return true;
        }

        private string Behind(int tap)
        {
            int value = inputs[tap].Length == 0 ? Sample : inputs[tap][0];
            return value == Sample ? "the sample" : LayerText.Described(layers[value]);
        }

        private static string NameOf(LayerSpec wire) => wire.Taps.Count == 0 ? string.Empty : wire.Taps[0];

        private static int[] ToArray(int? value) => value is { } known ? [known] : [];

        private Issue Problem(string id, int index, string problem) => new(id, index, null, LayerText.Described(layers[index]) + " " + problem);
    }
}
