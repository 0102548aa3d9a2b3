namespace Shared;

/// <summary>What a sample does about <c>--size</c>.</summary>
/// <param name="Default">Height and width in pixels unless the user says so.</param>
/// <param name="SettingsAt">Hyperparameters that suit a size, besides those of the input itself: paths and values.</param>
public sealed record PictureSizes(int Default, Func<int, IEnumerable<KeyValuePair<string, string>>> SettingsAt);
