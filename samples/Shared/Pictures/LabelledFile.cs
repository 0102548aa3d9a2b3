namespace Shared.Pictures;

/// <summary>An image file and the class of what it shows.</summary>
internal readonly record struct LabelledFile(string Path, int Label);
