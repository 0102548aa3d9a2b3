namespace DeepTricks.Dsl;

/// <summary>
/// Declares a network: the shape of one sample, and below it the layers as attributes, in order, a loss at the end. The compiler derives the
/// class from <see cref="Network"/> and writes its forward and backward code.
/// </summary>
/// <example>
/// <code>
/// [Network(28, 28, 1)]
/// [Rescale(0, 255)]
/// [Conv(32, 3), BatchNorm, MaxPool(2), PRelu]
/// [Dense(10), SoftmaxCrossEntropy]
/// public partial class DigitNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>A network over vectors.</summary>
    /// <param name="features">Numbers in one sample.</param>
    public NetworkAttribute(int features) => Channels = features;

    /// <summary>A network over sequences.</summary>
    /// <param name="length">Steps in one sample.</param>
    /// <param name="channels">Numbers in each step.</param>
    public NetworkAttribute(int length, int channels) => (Width, Channels) = (length, channels);

    /// <summary>A network over images.</summary>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels.</param>
    /// <param name="channels">Numbers in each pixel, such as 1 for grey and 3 for colour.</param>
    public NetworkAttribute(int height, int width, int channels) => (Height, Width, Channels) = (height, width, channels);

    /// <summary>Rows of an image; 1 otherwise.</summary>
    public int Height { get; } = 1;

    /// <summary>Columns of an image or steps of a sequence; 1 otherwise.</summary>
    public int Width { get; } = 1;

    /// <summary>Numbers at each position; those of the whole sample for a vector.</summary>
    public int Channels { get; }
}
