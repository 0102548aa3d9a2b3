using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>A network to try: how it is declared, how it is built at run time, and on how many samples.</summary>
/// <param name="Name">Its class, unless it is a <see cref="Variant"/>.</param>
/// <param name="Input">Sizes of a sample as declared.</param>
/// <param name="Layers">The layers as declared, the last one a loss.</param>
internal sealed record LayerCase(string Name, Extent Input, IReadOnlyList<CaseLayer> Layers)
{
    /// <summary>Samples in the batch.</summary>
    public int Samples { get; init; } = 5;

    /// <summary>Whether the samples are bytes, of few different values so that neighbours tie; floats otherwise.</summary>
    public bool IsBytes { get; init; }

    /// <summary>The largest relative error of a gradient.</summary>
    public double Tolerance { get; init; } = 2e-4;

    /// <summary>Hyperparameters that are set at run time: the network's general twin runs instead of the one with constant sizes.</summary>
    public IReadOnlyList<(string Path, double Value)> Overrides { get; init; } = [];

    /// <summary>The class that declares the network.</summary>
    public string ClassName { get; init; } = Name;

    /// <summary>The declaration in C#.</summary>
    public string Source => string.Join("\n", [
        $"[Network({string.Join(", ", InputSizes(Input))})]",
        .. Layers.Chunk(4).Select(line => "[" + string.Join(", ", line.Select(layer => layer.Attribute)) + "]"),
        $"public partial class {ClassName};",
        "",
    ]);

    /// <summary>The same class with other numbers at run time.</summary>
    public LayerCase Variant(string name, params (string Path, double Value)[] overrides) =>
        this with { Name = Name + name, Overrides = overrides };

    /// <summary>The network for the reference, as built: declared numbers replaced by the overrides.</summary>
    public ReferenceNetwork Reference()
    {
        string[] names = ReferenceLayer.DefaultNames(Layers.Select(layer => layer.Kind));
        var unused = new HashSet<string>(Overrides.Select(change => change.Path));
        var layers = Layers.Select((layer, i) =>
        {
            string name = layer.Name ?? names[i];
            var given = layer.Given.Concat(Changes(char.ToUpperInvariant(name[0]) + name[1..]));
            return new ReferenceLayer(layer.Kind, name, given.Select(setting => KeyValuePair.Create(setting.Setting, setting.Value))) { Taps = layer.Taps };
        }).ToArray();
        var input = Changes("Input").Aggregate(Input, (extent, change) => change.Setting switch
        {
            "Height" => extent with { Height = (int)change.Value },
            "Width" or "Length" => extent with { Width = (int)change.Value },
            _ => extent with { Channels = (int)change.Value },
        });
        var network = new ReferenceNetwork(input, layers);
        return unused.Count == 0 ? network : throw new InvalidOperationException($"{Name} has no {string.Join(", ", unused)}");

        (string Setting, double Value)[] Changes(string group)
        {
            var changes = Overrides.Where(change => change.Path.StartsWith(group + ".", StringComparison.Ordinal)).ToArray();
            unused.ExceptWith(changes.Select(change => change.Path));
            return [.. changes.Select(change => (change.Path[(group.Length + 1)..], change.Value))];
        }
    }

    /// <summary>The kind of the loss.</summary>
    public LayerKind Loss => Layers[^1].Kind;

    public override string ToString() => Name;

    private static int[] InputSizes(Extent input) => input.Rank switch
    {
        1 => [input.Channels],
        2 => [input.Width, input.Channels],
        _ => [input.Height, input.Width, input.Channels],
    };
}
