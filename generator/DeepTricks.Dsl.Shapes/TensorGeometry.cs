namespace DeepTricks.Dsl.Shapes;

/// <summary>
/// How one sample of a tensor lies in memory, in floats: rows of pixels, channels innermost, with a border of zeros around it where
/// a convolution that reads it pads. The channels of a pixel take a multiple of 16, so that every vector width divides them.
/// </summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Channels of a pixel.</param>
/// <param name="Stride">From one pixel to the next.</param>
/// <param name="Pitch">From one row to the next.</param>
/// <param name="Length">From one sample to the next.</param>
/// <param name="Start">From the sample's first float to its first pixel, behind the border.</param>
public readonly record struct TensorGeometry(int Height, int Width, int Channels, int Stride, int Pitch, int Length, int Start)
{
    /// <summary>Floats that one step of padding takes: the widest vector.</summary>
    public const int Granularity = 16;

    /// <summary>The layout of a tensor that kernels write.</summary>
    /// <param name="shape">Shape of one sample.</param>
    /// <param name="borderY">Rows of zeros above, and as many below.</param>
    /// <param name="borderX">Pixels of zeros on the left, and as many on the right.</param>
    public static TensorGeometry Of(SampleShape shape, int borderY = 0, int borderX = 0) =>
        Of(shape, borderY, borderX, RoundUp(shape.Channels));

    /// <summary>The layout of gathered samples that only products read: channels are not padded.</summary>
    /// <param name="shape">Shape of one sample.</param>
    /// <param name="borderY">Rows of zeros above, and as many below.</param>
    /// <param name="borderX">Pixels of zeros on the left, and as many on the right.</param>
    public static TensorGeometry Dense(SampleShape shape, int borderY = 0, int borderX = 0) => Of(shape, borderY, borderX, shape.Channels);

    /// <summary>Channels of a pixel that kernels write: those of the tensor, rounded up to whole vectors.</summary>
    public int Padded => Stride % Granularity == 0 ? RoundUp(Channels) : Channels;

    /// <summary>
    /// Whether a part of a joint tensor can lie inside it: it starts at a whole vector, and what rounds its channels up is its own or behind the
    /// last part.
    /// </summary>
    /// <param name="joint">Layout of the joint tensor.</param>
    /// <param name="offset">Channels in front of the part.</param>
    /// <param name="channels">Channels of the part.</param>
    public static bool CanLieInside(TensorGeometry joint, int offset, int channels) =>
        offset % Granularity == 0 && (channels % Granularity == 0 || offset + channels == joint.Channels);

    /// <summary>The layout of a part of a joint tensor: inside it where that can be, else <paramref name="apart"/>.</summary>
    /// <param name="joint">Layout of the joint tensor.</param>
    /// <param name="offset">Channels in front of the part.</param>
    /// <param name="apart">The layout of the part as a tensor of its own.</param>
    public static TensorGeometry Inside(TensorGeometry joint, int offset, TensorGeometry apart) =>
        CanLieInside(joint, offset, apart.Channels) ? joint with { Channels = apart.Channels } : apart;

    /// <summary>The number of floats that a vector of this many numbers takes.</summary>
    public static int RoundUp(int floats) => (floats + Granularity - 1) / Granularity * Granularity;

    private static TensorGeometry Of(SampleShape shape, int borderY, int borderX, int stride)
    {
        int pitch = checked((shape.Width + (2 * borderX)) * stride);
        int length = checked((shape.Height + (2 * borderY)) * pitch);

        // Rows of a matrix a power of two apart fall into the same few lines of the cache; one more line between them spreads them.
        int apart = shape.Rank == SampleRank.Vector && stride % Granularity == 0 ? length + Granularity : length;
        return new(shape.Height, shape.Width, shape.Channels, stride, pitch, apart, (borderY * pitch) + (borderX * stride));
    }
}
