namespace DeepTricks.Dsl;

/// <summary>
/// Another input: the layers below work on another part of the sample. A sample is then the numbers of <c>[Network]</c>'s input, followed by those of each
/// <c>[Input]</c> in order; the data set's shape is a vector of all of them.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : LayerAttribute
{
    /// <summary>A part that is a vector.</summary>
    /// <param name="features">Its numbers.</param>
    public InputAttribute(int features) => (Rank, Channels) = (1, features);

    /// <summary>A part that is a sequence.</summary>
    /// <param name="length">Its steps.</param>
    /// <param name="channels">Numbers in each step.</param>
    public InputAttribute(int length, int channels) => (Rank, Width, Channels) = (2, length, channels);

    /// <summary>A part that is an image.</summary>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels.</param>
    /// <param name="channels">Numbers in each pixel.</param>
    public InputAttribute(int height, int width, int channels) => (Rank, Height, Width, Channels) = (3, height, width, channels);

    /// <summary>Axes: 1 for a vector, 2 for a sequence, 3 for an image.</summary>
    public int Rank { get; }

    /// <summary>Rows of an image; 1 otherwise.</summary>
    public int Height { get; } = 1;

    /// <summary>Columns of an image or steps of a sequence; 1 otherwise.</summary>
    public int Width { get; } = 1;

    /// <summary>Numbers at each position.</summary>
    public int Channels { get; }
}
