using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Gpu;

/// <summary>The size of one sample of a tensor on a GPU, where channels are innermost and nothing lies between numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TensorSize
{
    /// <summary>Rows.</summary>
    public int Height;

    /// <summary>Pixels in a row.</summary>
    public int Width;

    /// <summary>Channels of a pixel.</summary>
    public int Channels;

    /// <summary>Numbers in a sample.</summary>
    public readonly int Length => Height * Width * Channels;

    /// <summary>The size of a shape.</summary>
    public static TensorSize Of(SampleShape shape) => new() { Height = shape.Height, Width = shape.Width, Channels = shape.Channels };

    /// <summary>Where a number stands.</summary>
    public readonly int At(int sample, int y, int x, int channel) => (((((sample * Height) + y) * Width) + x) * Channels) + channel;
}

/// <summary>How a window moves over a tensor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WindowSize
{
    /// <summary>Taps vertically.</summary>
    public int Height;

    /// <summary>Taps horizontally.</summary>
    public int Width;

    /// <summary>Rows between outputs.</summary>
    public int StepY;

    /// <summary>Columns between outputs.</summary>
    public int Step;

    /// <summary>Rows of zeros above.</summary>
    public int PadY;

    /// <summary>Columns of zeros on the left.</summary>
    public int Pad;

    /// <summary>Rows between taps.</summary>
    public int DilationY;

    /// <summary>Columns between taps.</summary>
    public int Dilation;

    /// <summary>The numbers of a geometry.</summary>
    public static WindowSize Of(WindowGeometry window) => new()
    {
        Height = window.KernelHeight,
        Width = window.KernelWidth,
        StepY = window.StrideY,
        Step = window.StrideX,
        PadY = window.PadY,
        Pad = window.PadX,
        DilationY = window.DilationY,
        Dilation = window.DilationX,
    };

    /// <summary>A window that covers a whole sample.</summary>
    public static WindowSize Whole(SampleShape shape) => new()
    {
        Height = shape.Height, Width = shape.Width, StepY = 1, Step = 1, DilationY = 1, Dilation = 1,
    };

    /// <summary>The first window that covers a place: of those that start at multiples of <paramref name="step"/> and are <paramref name="length"/> long.</summary>
    public static int FirstOver(int place, int length, int step) => place < length ? 0 : (place - length + step) / step;

    /// <summary>The last window that covers a place, of <paramref name="windows"/>.</summary>
    public static int LastOver(int place, int step, int windows)
    {
        int last = place / step;
        return last < windows ? last : windows - 1;
    }
}
