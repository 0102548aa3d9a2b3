using System.Globalization;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>Numbers as advice mentions them.</summary>
internal static class Amount
{
    /// <summary>A count in full: <c>25,088</c>.</summary>
    public static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count in three digits or so: <c>590k</c>, <c>2.4M</c>.</summary>
    public static string Short(long count) => count switch
    {
        >= 10_000_000 => (count / 1e6).ToString("F0", CultureInfo.InvariantCulture) + "M",
        >= 1_000_000 => (count / 1e6).ToString("F1", CultureInfo.InvariantCulture) + "M",
        >= 10_000 => (count / 1e3).ToString("F0", CultureInfo.InvariantCulture) + "k",
        _ => Of(count),
    };

    /// <summary>A part of a whole: <c>97 %</c>.</summary>
    public static string Percent(double part) => (100 * part).ToString(part < 0.1 ? "0.#" : "F0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A measure with two digits: <c>0.042</c>.</summary>
    public static string Measure(double value) => value.ToString("G2", CultureInfo.InvariantCulture);
}
