using System.Globalization;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>A layer of a test network, both as the attribute that the compiler reads and as the numbers that the reference reads.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Attribute">The attribute's source.</param>
/// <param name="Given">The settings that the attribute states; the rest are defaults, which both sides know for themselves.</param>
/// <param name="Name">Its name if the attribute states one.</param>
internal sealed record CaseLayer(LayerKind Kind, string Attribute, IReadOnlyList<(string Setting, double Value)> Given, string? Name)
{
    /// <summary>Writes the attribute.</summary>
    /// <param name="kind">The layer's kind.</param>
    /// <param name="positional">Settings stated by position.</param>
    /// <param name="named">Settings stated by name, with the default at which they are left out.</param>
    /// <param name="name">The layer's own name, or null.</param>
    public static CaseLayer Write(
        LayerKind kind, (string Setting, double Value)[] positional, (string Setting, double Value, double Default)[] named, string? name = null)
    {
        var stated = named.Where(setting => setting.Value != setting.Default).ToArray();
        IEnumerable<string> arguments =
        [
            .. positional.Select(setting => Number(setting.Value)),
            .. stated.Select(setting => setting.Setting + " = " + Value(setting.Setting, setting.Value)),
            .. name is null ? Array.Empty<string>() : [$"Name = \"{name}\""],
        ];
        string list = string.Join(", ", arguments);
        return new CaseLayer(
            kind,
            list.Length == 0 ? kind.ToString() : $"{kind}({list})",
            [.. positional, .. stated.Select(setting => (setting.Setting, setting.Value))],
            name);
    }

    /// <summary>Taps of a wire or join, as declared.</summary>
    public IReadOnlyList<string> Taps { get; init; } = [];

    /// <summary>Writes an attribute that names taps.</summary>
    public static CaseLayer Tapping(LayerKind kind, params string[] taps) =>
        new(kind, $"{kind}({string.Join(", ", taps.Select(tap => $"\"{tap}\""))})", [], null) { Taps = taps };

    private static string Value(string setting, double value) => setting == "Padding" && value == 0 ? "Padding.None" : Number(value);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
