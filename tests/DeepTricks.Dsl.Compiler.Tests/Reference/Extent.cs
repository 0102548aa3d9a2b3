namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>The sizes of one sample, as the reference works them out for itself; sequences have height 1, vectors one position.</summary>
/// <param name="Rank">1: vector, 2: sequence, 3: image.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns, or steps of a sequence.</param>
/// <param name="Channels">Numbers at each position.</param>
internal readonly record struct Extent(int Rank, int Height, int Width, int Channels)
{
    /// <summary>Numbers in one sample.</summary>
    public int Count => Height * Width * Channels;

    /// <summary>The sizes of a vector.</summary>
    public static Extent Vector(int features) => new(1, 1, 1, features);

    /// <summary>The sizes of a sequence.</summary>
    public static Extent Sequence(int length, int channels) => new(2, 1, length, channels);

    /// <summary>The sizes of an image.</summary>
    public static Extent Image(int height, int width, int channels) => new(3, height, width, channels);
}
