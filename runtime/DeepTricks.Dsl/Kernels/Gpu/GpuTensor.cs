using System.ComponentModel;
using DeepTricks.Dsl.Shapes;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// A tensor on a GPU: samples one after another, each rows of pixels, a pixel its channels. Pixels stand <see cref="Stride"/> floats
/// apart, more than they have channels where the tensor is a part of a concatenation. A vector is one pixel.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GpuTensor
{
    /// <summary>A tensor in memory that is at hand.</summary>
    /// <param name="values">Where it starts; a part of a joint tensor starts at its first channel.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="channels">Channels of a pixel.</param>
    /// <param name="stride">Floats from pixel to pixel; 0 for as many as there are channels.</param>
    public GpuTensor(ArrayView<float> values, int rows, int width, int channels, int stride = 0)
    {
        Values = values;
        Rows = rows;
        Width = width;
        Channels = channels;
        Stride = stride == 0 ? channels : stride;
    }

    /// <summary>A tensor of a shape, nothing between its pixels.</summary>
    public GpuTensor(ArrayView<float> values, SampleShape shape)
        : this(values, shape.Height, shape.Width, shape.Channels)
    {
    }

    /// <summary>Its numbers, from the first one on.</summary>
    public ArrayView<float> Values { get; }

    /// <summary>Rows of a sample.</summary>
    public int Rows { get; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Channels of a pixel.</summary>
    public int Channels { get; }

    /// <summary>Floats from one pixel to the next, of the next row and the next sample too.</summary>
    public int Stride { get; }

    /// <summary>Pixels of a sample.</summary>
    public int Pixels => Rows * Width;

    /// <summary>Numbers of a sample.</summary>
    public int Length => Rows * Width * Channels;

    /// <summary>Some of its channels, as a tensor: an operand of a concatenation.</summary>
    public GpuTensor Part(int firstChannel, int channels) =>
        new(Values.SubView(firstChannel, Values.Length - firstChannel), Rows, Width, channels, Stride);

    /// <summary>The samples from one on.</summary>
    public GpuTensor From(int sample) =>
        new(Values.SubView((long)sample * Pixels * Stride, Values.Length - ((long)sample * Pixels * Stride)), Rows, Width, Channels, Stride);

    /// <summary>Writes a number, or adds it to what is there.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="value">The number.</param>
    /// <param name="adds">0 to write it.</param>
    internal void Put(int place, float value, int adds) => Values[place] = adds != 0 ? Values[place] + value : value;

    /// <summary>Where a number stands that is counted over all samples without what lies between pixels.</summary>
    internal int Place(int number) => Stride == Channels ? number : (number / Channels * Stride) + (number % Channels);
}
