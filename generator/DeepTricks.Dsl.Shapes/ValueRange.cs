using System.Globalization;

namespace DeepTricks.Dsl.Shapes;

/// <summary>What values a number may have: the same test and the same words at compile time and at run time.</summary>
/// <param name="IsWhole">Whether only whole numbers are allowed.</param>
/// <param name="Minimum">The lower end, possibly negative infinity.</param>
/// <param name="Maximum">The upper end, possibly positive infinity.</param>
/// <param name="MinimumIncluded">Whether the lower end itself is allowed.</param>
/// <param name="MaximumIncluded">Whether the upper end itself is allowed.</param>
public readonly record struct ValueRange(bool IsWhole, double Minimum, double Maximum, bool MinimumIncluded, bool MaximumIncluded)
{
    /// <summary>Whole numbers from <paramref name="minimum"/> on, as far as an int goes.</summary>
    public static ValueRange WholeFrom(int minimum) => new(true, minimum, int.MaxValue, true, true);

    /// <summary>Every finite number.</summary>
    public static ValueRange Finite { get; } = new(false, double.NegativeInfinity, double.PositiveInfinity, false, false);

    /// <summary>Every finite number above zero.</summary>
    public static ValueRange Positive { get; } = new(false, 0, double.PositiveInfinity, false, false);

    /// <summary>Zero and every finite number above it.</summary>
    public static ValueRange NotNegative { get; } = new(false, 0, double.PositiveInfinity, true, false);

    /// <summary>Whether <paramref name="value"/> is finite, whole if it must be, and inside.</summary>
    public bool Contains(double value)
        => !double.IsNaN(value) && !double.IsInfinity(value)
            && (!IsWhole || value == System.Math.Floor(value))
            && (MinimumIncluded ? value >= Minimum : value > Minimum)
            && (MaximumIncluded ? value <= Maximum : value < Maximum);

    /// <summary>The range as part of a sentence: <c>a whole number of at least 1</c>, <c>a number of at least 0 and below 1</c>.</summary>
    public override string ToString()
    {
        string kind = IsWhole ? "a whole number" : "a number";
        string lower = double.IsNegativeInfinity(Minimum) || (IsWhole && Minimum == int.MinValue) ? "" : (MinimumIncluded ? "of at least " : "above ") + Number(Minimum);
        bool hasUpper = !double.IsPositiveInfinity(Maximum) && !(IsWhole && Maximum == int.MaxValue);
        string upper = hasUpper ? (MaximumIncluded ? "at most " : "below ") + Number(Maximum) : "";
        return (lower, upper) switch
        {
            ("", "") => IsWhole ? kind : "a finite number",
            ("", _) => kind + " " + upper,
            (_, "") => kind + " " + lower,
            _ => kind + " " + lower + " and " + upper,
        };
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
