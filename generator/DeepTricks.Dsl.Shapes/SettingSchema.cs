namespace DeepTricks.Dsl.Shapes;

/// <summary>What is known about one setting of a layer kind.</summary>
/// <param name="Name">The name of the attribute's property, of the setting and of the hyperparameter: <c>Filters</c>.</param>
/// <param name="Range">The values it may have.</param>
/// <param name="Default">The value where the declaration says nothing; NaN for one that must be declared.</param>
/// <param name="Position">Its place among the attribute's positional arguments, or -1 for a named one.</param>
/// <param name="IsStructural">Whether it is fixed by the declaration rather than being a hyperparameter.</param>
/// <param name="Summary">What it means, as one sentence without the full stop.</param>
public sealed record SettingSchema(string Name, ValueRange Range, double Default, int Position, bool IsStructural, string Summary)
{
    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole => Range.IsWhole;

    /// <summary>Whether the declaration must give it.</summary>
    public bool IsRequired => double.IsNaN(Default);

    /// <summary>A setting that must be declared, at a position.</summary>
    internal static SettingSchema Required(string name, int position, ValueRange range, string summary)
        => new(name, range, double.NaN, position, false, summary);

    /// <summary>A named setting with a default.</summary>
    internal static SettingSchema Optional(string name, double defaultValue, ValueRange range, string summary)
        => new(name, range, defaultValue, -1, false, summary);
}
