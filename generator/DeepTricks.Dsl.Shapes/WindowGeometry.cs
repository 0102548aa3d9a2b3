using System;

namespace DeepTricks.Dsl.Shapes;

/// <summary>
/// How a convolution or pool moves over its input, padding resolved: over height and width of an image, over the length of a sequence
/// (which is an image of height 1, so that everything vertical is trivial).
/// </summary>
/// <param name="KernelHeight">Taps vertically.</param>
/// <param name="KernelWidth">Taps horizontally.</param>
/// <param name="StrideY">Rows between outputs.</param>
/// <param name="StrideX">Columns between outputs.</param>
/// <param name="PadY">Rows of zeros above, and as many below.</param>
/// <param name="PadX">Columns of zeros on the left, and as many on the right.</param>
/// <param name="DilationY">Rows between taps.</param>
/// <param name="DilationX">Columns between taps.</param>
public readonly record struct WindowGeometry(
    int KernelHeight, int KernelWidth, int StrideY, int StrideX, int PadY, int PadX, int DilationY, int DilationX)
{
    /// <summary>Taps of one window.</summary>
    public long Taps => (long)KernelHeight * KernelWidth;

    /// <summary>The geometry of a layer of kind Conv, MaxPool or AveragePool whose settings are in range.</summary>
    public static WindowGeometry Of(LayerSpec layer, SampleRank rank)
    {
        if (layer.Kind != LayerKind.Conv)
        {
            int window = layer.Int("Window");
            return Along(rank, window, layer.Int("Stride") is 0 ? window : layer.Int("Stride"), pad: 0, dilation: 1);
        }

        int kernel = layer.Int("Kernel");
        int dilation = layer.Int("Dilation");
        int padding = layer.Int("Padding");
        long same = (long)dilation * (kernel - 1) / 2;
        return Along(rank, kernel, layer.Int("Stride"), padding >= 0 ? padding : (int)Math.Min(same, int.MaxValue), dilation);
    }

    /// <summary>Rows of the output: floor((input + 2 pad - dilation (kernel - 1) - 1) / stride) + 1, or 0 if the window does not fit.</summary>
    public long OutputHeight(int inputHeight) => Outputs(inputHeight, KernelHeight, StrideY, PadY, DilationY);

    /// <summary>Columns of the output, likewise.</summary>
    public long OutputWidth(int inputWidth) => Outputs(inputWidth, KernelWidth, StrideX, PadX, DilationX);

    private static WindowGeometry Along(SampleRank rank, int kernel, int stride, int pad, int dilation)
        => rank == SampleRank.Image
            ? new(kernel, kernel, stride, stride, pad, pad, dilation, dilation)
            : new(1, kernel, 1, stride, 0, pad, 1, dilation);

    private static long Outputs(int input, int kernel, int stride, int pad, int dilation)
    {
        long room = input + (2L * pad) - ((long)dilation * (kernel - 1)) - 1;
        return room < 0 ? 0 : (room / stride) + 1;
    }
}
