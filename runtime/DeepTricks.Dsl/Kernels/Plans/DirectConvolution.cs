using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// The strides of one direct convolution: forward, weight gradient and input gradient, all as products over the tensors in place.
/// Groups of channels are blocks of the weights; what is off the blocks stays zero.
/// </summary>
internal sealed class DirectConvolution
{
    private readonly OffsetTables tables = new();
    private readonly TensorGeometry input;
    private readonly TensorGeometry output;
    private readonly WindowGeometry window;
    private readonly int panel = 2 * VectorUnit.Lanes;
    private readonly int rows;
    private readonly nint firstWindow;
    private readonly ProductShape forward;
    private readonly ProductShape weightGradient;
    private readonly ProductShape inputGradient;
    private readonly bool tapsAreContiguous;
    private readonly bool rowsAreContiguous;

    /// <summary>Works the strides out.</summary>
    /// <param name="input">Layout of the input, with a border of at least the padding.</param>
    /// <param name="output">Layout of the output.</param>
    /// <param name="window">Kernel, stride, padding and dilation.</param>
    /// <param name="needsInputGradient">Whether the gradient of the input is wanted: it decides how the output's gradient is laid out.</param>
    /// <param name="gradient">Layout of the input's gradient, if that is wanted.</param>
    public DirectConvolution(TensorGeometry input, TensorGeometry output, WindowGeometry window, bool needsInputGradient, TensorGeometry gradient)
    {
        this.input = input;
        this.output = output;
        this.window = window;
        int taps = window.KernelHeight * window.KernelWidth;
        rows = checked(taps * input.Channels);
        firstWindow = input.Start - ((nint)window.PadY * input.Pitch) - ((nint)window.PadX * input.Stride);
        tapsAreContiguous = window.DilationX == 1 && input.Stride == input.Channels;

        int deltaWidth = needsInputGradient ? input.Width + (window.DilationX * (window.KernelWidth - 1)) : output.Width;
        int deltaHeight = needsInputGradient ? input.Height + (window.DilationY * (window.KernelHeight - 1)) : output.Height;
        int columns = output.Padded;
        int deltaRow = checked(deltaWidth * columns);
        DeltaLength = checked((nint)deltaHeight * deltaRow);
        DeltaPixel = needsInputGradient ? window.StrideX * columns : columns;
        DeltaPitch = needsInputGradient ? window.StrideY * deltaRow : deltaRow;
        DeltaStart = needsInputGradient
            ? (((window.DilationY * (window.KernelHeight - 1)) - window.PadY) * deltaRow) + (((window.DilationX * (window.KernelWidth - 1)) - window.PadX) * columns)
            : 0;

        int depth = tapsAreContiguous ? window.KernelWidth * input.Channels : input.Channels;
        rowsAreContiguous = taps == 1 && window.StrideX == 1 && window.StrideY == 1 && firstWindow == 0
            && input.Pitch == input.Width * input.Stride && output.Pitch == output.Width * output.Stride;
        forward = new ProductShape
        {
            Groups = output.Height,
            GroupStride = (nint)window.StrideY * input.Pitch,
            ResultGroupStride = output.Pitch,
            Rows = output.Width,
            RowStride = (nint)window.StrideX * input.Stride,
            Depth = depth,
            DepthStride = 1,
            Segments = tables.Of(Taps(input.Pitch, input.Stride, tapsAreContiguous)),
            RightStride = panel,
            RightSegmentStride = (nint)depth * panel,
            RightPanelStride = (nint)rows * panel,
            Columns = columns,
            ResultStride = output.Stride,
        };
        weightGradient = new ProductShape
        {
            Groups = tapsAreContiguous ? window.KernelHeight : window.KernelWidth,
            GroupStride = tapsAreContiguous ? (nint)window.DilationY * input.Pitch : (nint)window.DilationX * input.Stride,
            ResultGroupStride = (nint)depth * panel,
            Rows = depth,
            RowStride = 1,
            Depth = output.Width,
            DepthStride = (nint)window.StrideX * input.Stride,
            Segments = tables.Of(Enumerable.Range(0, output.Height).Select(y => checked(y * window.StrideY * input.Pitch))),
            RightStride = DeltaPixel,
            RightSegmentStride = DeltaPitch,
            ResultStride = panel,
        };
        if (!needsInputGradient)
        {
            return;
        }

        bool deltaIsContiguous = window.DilationX == 1 && columns == output.Channels;
        int deltaDepth = deltaIsContiguous ? window.KernelWidth * output.Channels : output.Channels;
        int gradientColumns = TensorGeometry.RoundUp(input.Channels);
        inputGradient = new ProductShape
        {
            Groups = input.Height,
            GroupStride = deltaRow,
            ResultGroupStride = gradient.Pitch,
            Rows = input.Width,
            RowStride = columns,
            Depth = deltaDepth,
            DepthStride = 1,
            Segments = tables.Of(Taps(deltaRow, columns, deltaIsContiguous)),
            RightStride = panel,
            RightSegmentStride = (nint)deltaDepth * panel,
            RightPanelStride = (nint)taps * output.Channels * panel,
            Columns = gradientColumns,
            ResultStride = gradient.Stride,
        };
        FlippedLength = (long)((gradientColumns + panel - 1) / panel) * panel * taps * output.Channels;
    }

    /// <summary>Floats of the packed weights.</summary>
    public int WeightLength => checked((output.Padded + panel - 1) / panel * panel * rows);

    /// <summary>Floats of the output's gradient of one sample, spread out for the input gradient: stride holes and a border are zero.</summary>
    public nint DeltaLength { get; }

    /// <summary>Where the first pixel of the output's gradient stands in it.</summary>
    public nint DeltaStart { get; }

    /// <summary>From one row of the output's gradient to the next.</summary>
    public nint DeltaPitch { get; }

    /// <summary>From one pixel of the output's gradient to the next.</summary>
    public nint DeltaPixel { get; }

    /// <summary>Floats of the right factor of the input gradient.</summary>
    public long FlippedLength { get; }

    /// <summary>Tasks that make that factor.</summary>
    public int FlipTasks => window.KernelHeight * window.KernelWidth;

    /// <summary>Some rows of the output of one sample.</summary>
    public void Forward<TLanes, TEpilogue>(Floats sample, Floats weights, Floats result, int firstRow, int endRow, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        if (firstRow == endRow)
        {
            return;
        }

        var shape = forward;
        shape.Groups = endRow - firstRow;
        if (rowsAreContiguous)
        {
            shape.Rows *= shape.Groups;
            shape.Groups = 1;
        }

        Product.Run<TLanes, TEpilogue>(
            shape,
            sample + (firstWindow + (firstRow * forward.GroupStride)),
            weights,
            result + (output.Start + (firstRow * forward.ResultGroupStride)),
            false,
            epilogue);
    }

    /// <summary>One sample's part of the weights' gradient, or its sum with what is there.</summary>
    public void WeightGradient<TLanes>(Floats sample, Floats delta, Floats gradient, bool adds)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int column = 0; column < output.Padded; column += panel)
        {
            var shape = weightGradient;
            shape.Columns = Math.Min(panel, output.Padded - column);
            var result = gradient + ((nint)column * rows);
            var right = delta + (DeltaStart + column);
            if (tapsAreContiguous)
            {
                Product.Run<TLanes, Plain<TLanes>>(shape, sample + firstWindow, right, result, adds, default);
                continue;
            }

            for (int y = 0; y < window.KernelHeight; y++)
            {
                Product.Run<TLanes, Plain<TLanes>>(
                    shape, sample + (firstWindow + ((nint)y * window.DilationY * input.Pitch)), right, result, adds, default);
                result += window.KernelWidth * shape.ResultGroupStride;
            }
        }
    }

    /// <summary>One task of making the right factor of the input gradient.</summary>
    public void Flip<TLanes>(Floats weights, Floats flipped, int task)
        where TLanes : struct, ILanes<TLanes> =>
        Repack.FlipConvolution<TLanes>(weights, flipped, FlipTasks, input.Channels, output.Channels, input.Channels, task, task + 1);

    /// <summary>The gradient of one sample's input, or its part that is added to what is there.</summary>
    public void InputGradient<TLanes>(Floats delta, Floats flipped, Floats gradient, bool adds)
        where TLanes : struct, ILanes<TLanes> =>
        Product.Run<TLanes, Plain<TLanes>>(inputGradient, delta, flipped, gradient, adds, default);

    private int[] Taps(int pitch, int stride, bool contiguous)
    {
        var offsets = new List<int>();
        for (int y = 0; y < window.KernelHeight; y++)
        {
            for (int x = 0; x < (contiguous ? 1 : window.KernelWidth); x++)
            {
                offsets.Add(checked((y * window.DilationY * pitch) + (x * window.DilationX * stride)));
            }
        }

        return [.. offsets];
    }
}
