using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// A 3 by 3 convolution with stride 1 as Winograd's F(4x4, 3x3): tiles of 4 by 4 outputs are transformed, multiplied component by
/// component with the transformed weights, and transformed back. Some tiles at a time, so that they stay in the second-level cache.
/// </summary>
internal sealed partial class WinogradPlan
{
    /// <summary>Tiles that are multiplied at a time.</summary>
    private const int TilesAtOnce = 32;

    /// <summary>The fewest channels on either side with which it is faster than the direct product.</summary>
    private const int FewestChannels = 16;

    private readonly OffsetTables tables = new();
    private readonly int panel = 2 * VectorUnit.Lanes;
    private readonly Offsets none;
    private readonly int inputChannels;
    private readonly int outputChannels;
    private readonly Pass forward;
    private readonly Pass backward;
    private readonly int inputPlane;
    private readonly int outputPlane;
    private readonly int gradientPlane;
    private readonly int gradientColumns;

    /// <summary>Works the tiles out.</summary>
    /// <param name="input">Layout of the input, with a border of at least the padding.</param>
    /// <param name="output">Layout of the output.</param>
    /// <param name="window">Kernel, stride, padding and dilation; see <see cref="Fits"/>.</param>
    /// <param name="gradient">Layout of the input's gradient, if that is wanted.</param>
    public WinogradPlan(TensorGeometry input, TensorGeometry output, WindowGeometry window, TensorGeometry gradient)
    {
        inputChannels = input.Channels;
        outputChannels = output.Channels;
        none = tables.Of([0]);
        Weights = new WinogradWeights(input.Channels, output.Channels);
        int inputStride = TensorGeometry.RoundUp(input.Channels);
        int outputStride = TensorGeometry.RoundUp(output.Channels);
        gradientColumns = outputStride;
        forward = new Pass
        {
            Height = output.Height,
            Width = output.Width,
            Start = input.Start - (window.PadY * input.Pitch) - (window.PadX * input.Stride),
            Pitch = input.Pitch,
            Pixel = input.Stride,
            Sample = input.Length,
            ReadableHeight = input.Height + (2 * window.PadY),
            ReadableWidth = input.Width + (2 * window.PadX),
            Channels = inputStride,
            ResultStart = output.Start,
            ResultPitch = output.Pitch,
            ResultPixel = output.Stride,
            ResultSample = output.Length,
            Columns = outputStride,
        };

        // The output's gradient has room for every pixel that a tile of either gradient reads.
        int deltaHeight = Math.Max((Tiles(input.Height) * WinogradTransform.Outputs) + 2, (Tiles(output.Height) * WinogradTransform.Outputs) + 2 - window.PadY);
        int deltaWidth = Math.Max((Tiles(input.Width) * WinogradTransform.Outputs) + 2, (Tiles(output.Width) * WinogradTransform.Outputs) + 2 - window.PadX);
        DeltaPixel = outputStride;
        DeltaPitch = checked(deltaWidth * outputStride);
        DeltaStart = ((2 - window.PadY) * DeltaPitch) + ((2 - window.PadX) * DeltaPixel);
        DeltaLength = checked(deltaHeight * DeltaPitch);
        backward = new Pass
        {
            Height = input.Height,
            Width = input.Width,
            Start = 0,
            Pitch = DeltaPitch,
            Pixel = DeltaPixel,
            Sample = DeltaLength,
            ReadableHeight = deltaHeight,
            ReadableWidth = deltaWidth,
            Channels = outputStride,
            ResultStart = 0,
            ResultPitch = gradient.Pitch,
            ResultPixel = gradient.Stride,
            ResultSample = gradient.Length,
            Columns = inputStride,
        };
        inputPlane = (TilesAtOnce * inputStride) + TensorGeometry.Granularity;
        outputPlane = (TilesAtOnce * outputStride) + TensorGeometry.Granularity;
        gradientPlane = (input.Channels * outputStride) + TensorGeometry.Granularity;
        int tiles = forward.TileRows * forward.TileColumns;
        Block = Math.Max(1, (TilesAtOnce + tiles - 1) / tiles);
        int patch = WinogradTransform.Components * Math.Max(inputStride, outputStride);
        long both = (long)WinogradTransform.Components * (inputPlane + outputPlane);
        Workspace = both + patch + WinogradTransform.TemporaryFloats;
    }

    /// <summary>The transformed weights.</summary>
    public WinogradWeights Weights { get; }

    /// <summary>Samples whose tiles are multiplied together.</summary>
    public int Block { get; }

    /// <summary>Floats of the output's gradient of one sample, zeros around it.</summary>
    public int DeltaLength { get; }

    /// <summary>Where its first pixel stands.</summary>
    public int DeltaStart { get; }

    /// <summary>From one of its rows to the next.</summary>
    public int DeltaPitch { get; }

    /// <summary>From one of its pixels to the next.</summary>
    public int DeltaPixel { get; }

    /// <summary>Floats to work with.</summary>
    public long Workspace { get; }

    /// <summary>Floats of the gradient of the transformed weights.</summary>
    public int ComponentsLength => checked(WinogradTransform.Components * gradientPlane);

    /// <summary>Whether a convolution can run this way, and is faster for it.</summary>
    public static bool Fits(TensorGeometry input, TensorGeometry output, WindowGeometry window) =>
        window is { KernelHeight: 3, KernelWidth: 3, StrideY: 1, StrideX: 1, DilationY: 1, DilationX: 1, PadY: <= 2, PadX: <= 2 }
        && input.Channels >= FewestChannels && output.Channels >= FewestChannels
        && input.Stride % TensorGeometry.Granularity == 0
        && 6L * Tiles(output.Height) * Tiles(output.Width) < (long)output.Height * output.Width;

    /// <summary>Some rows of the outputs of some samples: those of the rows of tiles that begin there.</summary>
    public void Forward<TLanes, TEpilogue>(
        Floats samples, int count, Floats transformed, Floats results, int firstRow, int endRow, TEpilogue epilogue, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        var shape = new ProductShape
        {
            Groups = 1,
            RowStride = forward.Channels,
            Depth = inputChannels,
            DepthStride = 1,
            Segments = none,
            RightStride = panel,
            RightPanelStride = Weights.Panel,
            Columns = forward.Columns,
            ResultStride = forward.Columns,
        };
        Run<TLanes, TEpilogue>(forward, shape, samples, count, transformed, Weights.Plane, inputPlane, outputPlane, results, Tiles(firstRow), Tiles(endRow), epilogue, workspace);
    }

    /// <summary>The gradients of some samples' inputs, or their part that is added to what is there.</summary>
    public void InputGradient<TLanes>(Floats deltas, int count, Floats flipped, Floats gradients, bool adds, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
    {
        var shape = new ProductShape
        {
            Groups = 1,
            RowStride = backward.Channels,
            Depth = outputChannels,
            DepthStride = 1,
            Segments = none,
            RightStride = panel,
            RightPanelStride = Weights.FlippedPanel,
            Columns = backward.Columns,
            ResultStride = backward.Columns,
        };
        if (adds)
        {
            Run<TLanes, AddToResult<TLanes>>(
                backward, shape, deltas, count, flipped, Weights.FlippedPlane, outputPlane, inputPlane, gradients, 0, backward.TileRows, default, workspace);
            return;
        }

        Run<TLanes, Plain<TLanes>>(
            backward, shape, deltas, count, flipped, Weights.FlippedPlane, outputPlane, inputPlane, gradients, 0, backward.TileRows, default, workspace);
    }

    private static int Tiles(int outputs) => (outputs + WinogradTransform.Outputs - 1) / WinogradTransform.Outputs;

    /// <summary>Transforms what one tile reads; pixels beyond the input and its padding are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take<TLanes>(in Pass pass, Floats samples, int sample, int y, int x, Floats target, int plane, Floats patch, Floats temporary)
        where TLanes : struct, ILanes<TLanes>
    {
        var source = samples + (((nint)sample * pass.Sample) + pass.Start + ((nint)y * pass.Pitch) + ((nint)x * pass.Pixel));
        int height = Math.Min(WinogradTransform.Inputs, pass.ReadableHeight - y);
        int width = Math.Min(WinogradTransform.Inputs, pass.ReadableWidth - x);
        if (height == WinogradTransform.Inputs && width == WinogradTransform.Inputs)
        {
            WinogradTransform.Input<TLanes>(source, pass.Pitch, pass.Pixel, pass.Channels, target, plane, temporary);
            return;
        }

        int floats = width * pass.Channels;
        for (int row = 0; row < WinogradTransform.Inputs; row++)
        {
            var into = patch + (row * WinogradTransform.Inputs * pass.Channels);
            if (row >= height)
            {
                into.Clear(WinogradTransform.Inputs * pass.Channels);
                continue;
            }

            for (int pixel = 0; pixel < width; pixel++)
            {
                var from = source + ((row * pass.Pitch) + (pixel * pass.Pixel));
                for (int channel = 0; channel < pass.Channels; channel += TLanes.Count)
                {
                    TLanes.Store(into + ((pixel * pass.Channels) + channel), TLanes.Load(from + channel));
                }
            }

            (into + floats).Clear((WinogradTransform.Inputs * pass.Channels) - floats);
        }

        WinogradTransform.Input<TLanes>(patch, WinogradTransform.Inputs * pass.Channels, pass.Channels, pass.Channels, target, plane, temporary);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes, TEpilogue>(
        in Pass pass, ProductShape shape, Floats samples, int count, Floats weights, int weightPlane, int leftPlane, int resultPlane,
        Floats results, int firstTileRow, int endTileRow, TEpilogue epilogue, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        var left = workspace;
        var products = left + ((nint)WinogradTransform.Components * leftPlane);
        var patch = products + ((nint)WinogradTransform.Components * resultPlane);
        var temporary = patch + (WinogradTransform.Components * Math.Max(pass.Channels, pass.Columns));
        int tiles = (endTileRow - firstTileRow) * pass.TileColumns;
        for (int first = 0; first < count * tiles; first += TilesAtOnce)
        {
            int end = Math.Min(first + TilesAtOnce, count * tiles);
            for (int tile = first; tile < end; tile++)
            {
                var (sample, y, x) = pass.Place(tile, firstTileRow, tiles);
                Take<TLanes>(pass, samples, sample, y, x, left + ((tile - first) * pass.Channels), leftPlane, patch, temporary);
            }

            shape.Rows = end - first;
            for (int component = 0; component < WinogradTransform.Components; component++)
            {
                Product.Run<TLanes, Plain<TLanes>>(
                    shape, left + (component * leftPlane), weights + ((nint)component * weightPlane), products + (component * resultPlane), false, default);
            }

            for (int tile = first; tile < end; tile++)
            {
                var (sample, y, x) = pass.Place(tile, firstTileRow, tiles);
                var result = results + (((nint)sample * pass.ResultSample) + pass.ResultStart + ((nint)y * pass.ResultPitch) + ((nint)x * pass.ResultPixel));
                WinogradTransform.Output<TLanes, TEpilogue>(
                    products + ((tile - first) * pass.Columns), resultPlane, pass.Columns, result, pass.ResultPitch, pass.ResultPixel,
                    Math.Min(WinogradTransform.Outputs, pass.Height - y), Math.Min(WinogradTransform.Outputs, pass.Width - x), epilogue, temporary);
            }
        }
    }

    /// <summary>What is read and written: the forward pass, or the input gradient.</summary>
    private readonly struct Pass
    {
        public int Height { get; init; }

        public int Width { get; init; }

        public int Start { get; init; }

        public int Pitch { get; init; }

        public int Pixel { get; init; }

        public int Sample { get; init; }

        public int ReadableHeight { get; init; }

        public int ReadableWidth { get; init; }

        public int Channels { get; init; }

        public int ResultStart { get; init; }

        public int ResultPitch { get; init; }

        public int ResultPixel { get; init; }

        public int ResultSample { get; init; }

        public int Columns { get; init; }

        public int TileRows => Tiles(Height);

        public int TileColumns => Tiles(Width);

        /// <summary>Sample and first output pixel of a tile.</summary>
        public (int Sample, int Y, int X) Place(int tile, int firstTileRow, int tilesPerSample)
        {
            int inside = tile % tilesPerSample;
            int row = inside / TileColumns;
            return (tile / tilesPerSample, (firstTileRow + row) * WinogradTransform.Outputs, (inside - (row * TileColumns)) * WinogradTransform.Outputs);
        }
    }
}
