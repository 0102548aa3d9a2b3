using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>A layer as the reference takes it: kind, name and settings by the attribute's names, defaults filled in from the reference's own list.</summary>
internal sealed class ReferenceLayer
{
    /// <summary>PyTorch's defaults and ours, written down a second time on purpose: a wrong default in the schema must not agree with itself.</summary>
    private static readonly Dictionary<LayerKind, Dictionary<string, double>> Defaults = new()
    {
        [LayerKind.Conv] = new() { ["Stride"] = 1, ["Padding"] = -1, ["Dilation"] = 1, ["Groups"] = 1 },
        [LayerKind.BatchNorm] = new() { ["Momentum"] = 0.1, ["Epsilon"] = 1e-5 },
        [LayerKind.MaxPool] = new() { ["Stride"] = 0 },
        [LayerKind.AveragePool] = new() { ["Stride"] = 0 },
        [LayerKind.Lrn] = new() { ["Size"] = 5, ["Alpha"] = 1e-4, ["Beta"] = 0.75, ["K"] = 1 },
        [LayerKind.LeakyRelu] = new() { ["Slope"] = 0.01 },
        [LayerKind.Elu] = new() { ["Alpha"] = 1 },
        [LayerKind.SoftmaxCrossEntropy] = new() { ["Smoothing"] = 0 },
        [LayerKind.Huber] = new() { ["Delta"] = 1 },
    };

    private readonly Dictionary<string, double> settings;

    /// <summary>A layer with the given settings; the others have their defaults.</summary>
    public ReferenceLayer(LayerKind kind, string name, IEnumerable<KeyValuePair<string, double>> given)
    {
        Kind = kind;
        Name = name;
        settings = new Dictionary<string, double>(Defaults.GetValueOrDefault(kind) ?? []);
        foreach (var (setting, value) in given)
        {
            settings[setting] = value;
        }
    }

    /// <summary>The taps that it declares, goes back to or joins.</summary>
    public IReadOnlyList<string> Taps { get; init; } = [];

    /// <summary>What the layer does.</summary>
    public LayerKind Kind { get; }

    /// <summary>What its tensors are called after.</summary>
    public string Name { get; }

    /// <summary>Whether it is a loss.</summary>
    public bool IsLoss => Kind is LayerKind.SoftmaxCrossEntropy or LayerKind.BinaryCrossEntropy or LayerKind.MeanSquaredError or LayerKind.Huber;

    /// <summary>The value of a setting.</summary>
    public double this[string setting] => settings[setting];

    /// <summary>The value of a setting that is a whole number.</summary>
    public int Int(string setting) => (int)settings[setting];

    /// <summary>The default names of layers of these kinds: the kind in lower case, or its short form, and a running number.</summary>
    public static string[] DefaultNames(IEnumerable<LayerKind> kinds)
    {
        var counts = new Dictionary<string, int>();
        return [.. kinds.Select(kind =>
        {
            string stem = Stem(kind);
            counts[stem] = counts.GetValueOrDefault(stem) + 1;
            return FormattableString.Invariant($"{stem}{counts[stem]}");
        })];
    }

    private static string Stem(LayerKind kind) => kind switch
    {
        LayerKind.BatchNorm => "bn",
        LayerKind.MaxPool or LayerKind.AveragePool => "pool",
        LayerKind.GlobalAveragePool => "gap",
        LayerKind.SoftmaxCrossEntropy or LayerKind.BinaryCrossEntropy or LayerKind.MeanSquaredError or LayerKind.Huber => "loss",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
