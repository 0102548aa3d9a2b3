using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>A layer whose three products are tried.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Samples">Samples.</param>
/// <param name="Input">Shape of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Window">The window.</param>
/// <param name="Groups">Groups.</param>
internal sealed record ProductCase(string Name, int Samples, SampleShape Input, int Filters, WindowGeometry Window, int Groups = 1)
{
    public static IReadOnlyList<ProductCase> All { get; } =
    [
        Dense("Dense", 9, 37, 21),
        Dense("DenseQuads", 20, 64, 32),
        Dense("DenseDeep", 5, 700, 6),
        Dense("DenseOneByOne", 1, 1, 1),
        Image("Same", 2, 6, 5, 3, 7, Square(3, pad: 1)),
        Image("Quads", 2, 5, 6, 8, 12, Square(3, pad: 1)),
        Image("Stride", 2, 7, 8, 4, 5, Square(3, step: 2, pad: 1)),
        Image("StrideOverKernel", 1, 9, 9, 3, 4, Square(2, step: 4)),
        Image("Dilated", 2, 8, 7, 4, 8, Square(3, pad: 2, dilation: 2)),
        Image("Even", 2, 5, 6, 2, 3, Square(2, pad: 1)),
        Image("OneByOne", 3, 4, 5, 8, 16, Square(1)),
        Image("OneByOneStride", 2, 7, 6, 5, 9, Square(1, step: 2)),
        Image("Groups", 2, 5, 6, 6, 4, Square(3, pad: 1), 2),
        Image("GroupsQuads", 2, 5, 4, 16, 24, Square(3, pad: 1), 2),
        Image("Depthwise", 2, 6, 5, 7, 7, Square(3, pad: 1), 7),
        Image("DepthwiseTwice", 2, 6, 5, 4, 8, Square(3, step: 2, pad: 1), 4),
        new("Sequence", 3, SampleShape.Sequence(11, 5), 6, new WindowGeometry(1, 4, 1, 3, 0, 3, 1, 1)),
    ];

    public SampleShape Output => Input.Rank == SampleRank.Sequence
        ? SampleShape.Sequence((int)Window.OutputWidth(Input.Width), Filters)
        : SampleShape.Image((int)Window.OutputHeight(Input.Height), (int)Window.OutputWidth(Input.Width), Filters);

    /// <summary>Floats from one row of weights to the next.</summary>
    public int WeightPitch => TensorGeometry.RoundUp(Filters);

    /// <summary>Rows of the weights: taps times the channels of all groups.</summary>
    public int WeightRows => (int)Window.Taps * Input.Channels;

    /// <summary>Calls with the places of every input, weight and output that are multiplied together.</summary>
    public void ForEach(Action<int, int, int> visit)
    {
        int inputs = Input.Channels / Groups;
        int outputs = Filters / Groups;
        for (int sample = 0; sample < Samples; sample++)
        for (int y = 0; y < Output.Height; y++)
        for (int x = 0; x < Output.Width; x++)
        for (int ky = 0; ky < Window.KernelHeight; ky++)
        for (int kx = 0; kx < Window.KernelWidth; kx++)
        {
            int fromY = (y * Window.StrideY) - Window.PadY + (ky * Window.DilationY);
            int fromX = (x * Window.StrideX) - Window.PadX + (kx * Window.DilationX);
            if (fromY < 0 || fromY >= Input.Height || fromX < 0 || fromX >= Input.Width)
            {
                continue;
            }

            for (int filter = 0; filter < Filters; filter++)
            for (int channel = filter / outputs * inputs; channel < ((filter / outputs) + 1) * inputs; channel++)
            {
                visit(
                    (((((sample * Input.Height) + fromY) * Input.Width) + fromX) * Input.Channels) + channel,
                    (((((ky * Window.KernelWidth) + kx) * Input.Channels) + channel) * WeightPitch) + filter,
                    (((((sample * Output.Height) + y) * Output.Width) + x) * Filters) + filter);
            }
        }
    }

    private static ProductCase Dense(string name, int samples, int inputs, int outputs) =>
        new(name, samples, SampleShape.Image(1, 1, inputs), outputs, Square(1));

    private static ProductCase Image(string name, int samples, int height, int width, int channels, int filters, WindowGeometry window, int groups = 1) =>
        new(name, samples, SampleShape.Image(height, width, channels), filters, window, groups);

    private static WindowGeometry Square(int kernel, int step = 1, int pad = 0, int dilation = 1) =>
        new(kernel, kernel, step, step, pad, pad, dilation, dilation);
}
