using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>What is known about one hyperparameter: where it belongs and which values it may have.</summary>
/// <param name="Path">Group and name: <c>Conv1.Filters</c>, or <c>Fire1.Squeeze</c> and <c>Fire1.Conv1.Kernel</c> for a block and its layers.</param>
/// <param name="LayerIndex">The layer it belongs to, -1 for the input, -2 for the first block, -3 for the second and so on.</param>
/// <param name="Setting">The layer's setting, the input's size, or the block's parameter that it replaces.</param>
/// <param name="IsWhole">Whether it is a whole number.</param>
/// <param name="Minimum">The lower end of its range.</param>
/// <param name="Maximum">The upper end of its range.</param>
/// <param name="MinimumIncluded">Whether it may be <paramref name="Minimum"/> itself.</param>
/// <param name="MaximumIncluded">Whether it may be <paramref name="Maximum"/> itself.</param>
/// <param name="Default">The value in the declaration.</param>
public sealed record HyperparameterDescriptor(
    string Path,
    int LayerIndex,
    string Setting,
    bool IsWhole,
    double Minimum,
    double Maximum,
    bool MinimumIncluded,
    bool MaximumIncluded,
    double Default)
{
    /// <summary>The values it may have.</summary>
    public ValueRange Range => new(IsWhole, Minimum, Maximum, MinimumIncluded, MaximumIncluded);

    /// <summary>The group: <c>Conv1</c>, or <c>Fire1.Conv1</c> inside a block.</summary>
    public string Group => Path[..Path.LastIndexOf('.')];
}
