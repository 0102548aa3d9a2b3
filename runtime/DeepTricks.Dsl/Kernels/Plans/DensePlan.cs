using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>The strides of one dense layer: forward, input gradient and weight gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DensePlan
{
    /// <summary>Rows of weights in one task of the weight gradient: a whole number of register tiles, and a slice of input that stays in the first-level cache.</summary>
    internal const int SliceRows = 48;

    /// <summary>Panels in one task of the weight gradient.</summary>
    internal const int SlicePanels = 8;

    private const int TransposeRows = 128;

    private readonly OffsetTables tables = new();
    private readonly TensorGeometry input;
    private readonly TensorGeometry output;
    private readonly TensorGeometry gradient;
    private readonly int panel = 2 * VectorUnit.Lanes;
    private readonly int rows;
    private readonly int depth;
    private readonly int[] segments;
    private readonly ProductShape forward;
    private readonly Offsets none;

    /// <summary>Works the strides out.</summary>
    /// <param name="input">Layout of the input, which is flattened: pixels in order, channels innermost.</param>
    /// <param name="output">Layout of the output.</param>
    /// <param name="gradient">Layout of the input's gradient, if that is wanted: without a border.</param>
    public DensePlan(TensorGeometry input, TensorGeometry output, TensorGeometry gradient)
    {
        this.input = input;
        this.output = output;
        this.gradient = gradient;
        rows = checked(input.Height * input.Width * input.Channels);
        bool onePixel = input.Height * input.Width == 1;
        InputIsContiguous = onePixel || gradient.Stride == input.Channels;
        InputColumns = TensorGeometry.RoundUp(rows);
        InputPitch = onePixel ? gradient.Length : InputColumns;
        (depth, segments) = Segments(input, rows);
        none = tables.Of([0]);
        forward = new ProductShape
        {
            Groups = 1,
            RowStride = input.Length,
            Depth = depth,
            DepthStride = 1,
            Segments = tables.Of(segments),
            RightStride = panel,
            RightSegmentStride = (nint)depth * panel,
            RightPanelStride = (nint)rows * panel,
            ResultStride = output.Length,
        };
    }

    /// <summary>Panels of outputs.</summary>
    public int Panels => (output.Padded + panel - 1) / panel;

    /// <summary>Panels of inputs.</summary>
    public int InputPanels => (InputColumns + panel - 1) / panel;

    /// <summary>Inputs, padded.</summary>
    public int InputColumns { get; }

    /// <summary>From one sample's input gradient to the next, flat.</summary>
    public int InputPitch { get; }

    /// <summary>Whether the flat input gradient lies as the tensor's gradient does.</summary>
    public bool InputIsContiguous { get; }

    /// <summary>Floats of the transposed weights.</summary>
    public long TransposedLength => (long)InputPanels * panel * output.Channels;

    /// <summary>Tasks that transpose the weights.</summary>
    public int TransposeTasks => (rows + TransposeRows - 1) / TransposeRows;

    /// <summary>Tasks of the weight gradient.</summary>
    public int WeightTasks => Slices * PanelGroups;

    private int Slices => (rows + SliceRows - 1) / SliceRows;

    private int PanelGroups => (Panels + SlicePanels - 1) / SlicePanels;

    /// <summary>Some columns of the output of some samples.</summary>
    public void Forward<TLanes, TEpilogue>(
        Floats samples, int count, Floats weights, Floats result, int firstColumn, int endColumn, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        var shape = forward;
        shape.Rows = count;
        shape.Columns = endColumn - firstColumn;
        Product.Run<TLanes, TEpilogue>(
            shape, samples + input.Start, weights + ((nint)firstColumn * rows), result + (output.Start + firstColumn), false, epilogue);
    }

    /// <summary>One task of transposing the weights.</summary>
    public void Transpose<TLanes>(Floats weights, Floats transposed, int task)
        where TLanes : struct, ILanes<TLanes>
    {
        int first = task * TransposeRows;
        Repack.TransposeDense<TLanes>(weights, transposed, rows, output.Channels, first, Math.Min(first + TransposeRows, rows));
    }

    /// <summary>Some columns of the input gradient of some samples, flat, or of a part that is added to what is there.</summary>
    public void InputGradient<TLanes>(
        Floats delta, nint deltaLength, int count, Floats transposed, Floats gradients, int firstColumn, int endColumn, bool adds)
        where TLanes : struct, ILanes<TLanes>
    {
        var shape = new ProductShape
        {
            Groups = 1,
            Rows = count,
            RowStride = deltaLength,
            Depth = output.Channels,
            DepthStride = 1,
            Segments = none,
            RightStride = panel,
            RightPanelStride = (nint)output.Channels * panel,
            Columns = endColumn - firstColumn,
            ResultStride = InputPitch,
        };
        Product.Run<TLanes, Plain<TLanes>>(
            shape, delta, transposed + ((nint)firstColumn * output.Channels), gradients + firstColumn, adds, default);
    }

    /// <summary>Moves or adds one sample's flat input gradient to the tensor's gradient, where the two differ.</summary>
    public void Expand(Floats flat, int sample, Floats gradients, bool adds)
    {
        if (InputIsContiguous)
        {
            return;
        }

        var from = flat + ((nint)sample * InputPitch);
        for (int pixel = 0; pixel < input.Height * input.Width; pixel++)
        {
            var to = gradient.At(gradients + ((nint)sample * gradient.Length), pixel / input.Width, pixel % input.Width);
            if (adds)
            {
                for (int c = 0; c < input.Channels; c++)
                {
                    to[c] += from[c];
                }
            }
            else
            {
                from.AsSpan(input.Channels).CopyTo(to.AsSpan(input.Channels));
                (to + input.Channels).Clear(gradient.Padded - input.Channels);
            }

            from += input.Channels;
        }
    }

    /// <summary>The panels of a weight gradient's task.</summary>
    internal (int First, int End) PanelsOf(int task)
    {
        int first = task % PanelGroups * SlicePanels;
        return (first, Math.Min(first + SlicePanels, Panels));
    }

    /// <summary>Where the part of a task in one panel stands in the packed weights.</summary>
    internal (nint Offset, nint Count) Slice(int task, int panelIndex)
    {
        int first = task / PanelGroups * SliceRows;
        int end = Math.Min(first + SliceRows, rows);
        return ((((nint)panelIndex * rows) + first) * panel, (nint)(end - first) * panel);
    }

    /// <summary>Copies one panel of the output's gradients, so that its rows stand side by side.</summary>
    internal void CopyPanel<TLanes>(Floats delta, nint deltaLength, int count, int panelIndex, Floats factors)
        where TLanes : struct, ILanes<TLanes>
    {
        int column = panelIndex * panel;
        Repack.CopyPanel<TLanes>(delta + column, deltaLength, factors, count, Math.Min(panel, output.Padded - column));
    }

    /// <summary>The weight gradient of a task in one panel, over all samples.</summary>
    internal void WeightGradient<TLanes>(Floats samples, Floats factors, int count, int task, int panelIndex, Floats gradient)
        where TLanes : struct, ILanes<TLanes>
    {
        int row = task / PanelGroups * SliceRows;
        int end = Math.Min(row + SliceRows, rows);
        int column = panelIndex * panel;
        var shape = new ProductShape
        {
            Groups = 1,
            RowStride = 1,
            Depth = count,
            DepthStride = input.Length,
            Segments = none,
            RightStride = panel,
            Columns = Math.Min(panel, output.Padded - column),
            ResultStride = panel,
        };
        if (shape.Columns < panel)
        {
            gradient.Clear((nint)(end - row) * panel);
        }

        while (row < end)
        {
            int segment = row / depth;
            int within = row % depth;
            shape.Rows = Math.Min(depth - within, end - row);
            Product.Run<TLanes, Plain<TLanes>>(
                shape, samples + (input.Start + segments[segment] + within), factors, gradient, false, default);
            gradient += (nint)shape.Rows * panel;
            row += shape.Rows;
        }
    }

    private static (int Depth, int[] Segments) Segments(TensorGeometry input, int rows)
    {
        if (input.Stride != input.Channels && input.Height * input.Width > 1)
        {
            var pixels = new int[input.Height * input.Width];
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (i / input.Width * input.Pitch) + (i % input.Width * input.Stride);
            }

            return (input.Channels, pixels);
        }

        if (input.Height > 1 && input.Pitch != input.Width * input.Stride)
        {
            return (input.Width * input.Channels, [.. Enumerable.Range(0, input.Height).Select(y => y * input.Pitch)]);
        }

        return (rows, [0]);
    }
}
