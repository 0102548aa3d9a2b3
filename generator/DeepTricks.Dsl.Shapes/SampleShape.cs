using System.Globalization;

namespace DeepTricks.Dsl.Shapes;

/// <summary>How many axes one sample has, the batch not counted.</summary>
public enum SampleRank
{
    /// <summary>Features only.</summary>
    Vector = 1,

    /// <summary>Length and channels.</summary>
    Sequence = 2,

    /// <summary>Height, width and channels.</summary>
    Image = 3,
}

/// <summary>
/// The shape of one sample at one place of a network. Inside, everything has a height, a width and channels, channels innermost:
/// a sequence is an image of height 1 whose width is its length, a vector one of 1x1 pixel whose channels are its features.
/// </summary>
public readonly record struct SampleShape(SampleRank Rank, int Height, int Width, int Channels)
{
    /// <summary>The shape of a vector of <paramref name="features"/> numbers.</summary>
    public static SampleShape Vector(int features) => new(SampleRank.Vector, 1, 1, features);

    /// <summary>The shape of a sequence of <paramref name="length"/> steps.</summary>
    public static SampleShape Sequence(int length, int channels) => new(SampleRank.Sequence, 1, length, channels);

    /// <summary>The shape of an image.</summary>
    public static SampleShape Image(int height, int width, int channels) => new(SampleRank.Image, height, width, channels);

    /// <summary>Numbers in one sample.</summary>
    public long Count => (long)Height * Width * Channels;

    /// <summary>Positions that share the channels: height times width.</summary>
    public long Positions => (long)Height * Width;

    /// <summary>The sizes as people write them: <c>28x28x1</c>, <c>100x16</c> or <c>784</c>.</summary>
    public override string ToString() => Rank switch
    {
        SampleRank.Vector => Channels.ToString(CultureInfo.InvariantCulture),
        SampleRank.Sequence => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Width, Channels),
        _ => string.Format(CultureInfo.InvariantCulture, "{0}x{1}x{2}", Height, Width, Channels),
    };
}
