namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>A file of a network's code.</summary>
/// <param name="Name">The end of its name: <c>Training.g.cs</c>; the class's full name comes before it.</param>
/// <param name="Source">The code, with <c>\n</c> line ends.</param>
internal sealed record GeneratedFile(string Name, string Source);
