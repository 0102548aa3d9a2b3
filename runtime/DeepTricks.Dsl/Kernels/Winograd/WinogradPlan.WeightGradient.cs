using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <content>The gradient of the weights.</content>
internal sealed partial class WinogradPlan
{
    /// <summary>
    /// Adds some samples' part of the gradient of the transformed weights, or starts it, and after the last samples of a run turns the sum
    /// into the gradient of the packed weights. Where all tiles of a run come at once, one panel of outputs after the other: what is added
    /// up for a panel stays in the second-level cache, where that of all panels would not.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="deltas">The gradients of their outputs, zeros around them.</param>
    /// <param name="count">Samples.</param>
    /// <param name="gradient">Receives the gradient of the packed weights; its padding must be zero.</param>
    /// <param name="components">Room for <see cref="ComponentsLength"/>: what was added up.</param>
    /// <param name="begins">Whether these are the first samples of the run.</param>
    /// <param name="ends">Whether these are the last ones.</param>
    /// <param name="workspace">Room for <see cref="Workspace"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddWeightGradient<TLanes>(Floats samples, Floats deltas, int count, Floats gradient, Floats components, bool begins, bool ends, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
    {
        var outputs = workspace + ((nint)WinogradTransform.Components * inputPlane);
        var temporary = outputs + ((nint)WinogradTransform.Components * (outputPlane + Math.Max(forward.Channels, forward.Columns)));
        int tiles = count * forward.TileRows * forward.TileColumns;
        bool isWhole = begins && ends && tiles <= TilesAtOnce;
        for (int first = 0; first < tiles; first += TilesAtOnce)
        {
            int end = Math.Min(first + TilesAtOnce, tiles);
            TakeForWeights<TLanes>(samples, deltas, first, end, workspace);
            for (int column = 0; isWhole && column < gradientColumns; column += panel)
            {
                int columns = Math.Min(panel, gradientColumns - column);
                int plane = (inputChannels * columns) + TensorGeometry.Granularity;
                MultiplyForWeights<TLanes>(workspace, outputs + column, end - first, columns, components, columns, plane, false);
                FinishPanel<TLanes>(gradient, column, components, columns, columns, plane, temporary);
            }

            if (!isWhole)
            {
                MultiplyForWeights<TLanes>(workspace, outputs, end - first, gradientColumns, components, gradientColumns, gradientPlane, !begins || first > 0);
            }
        }

        for (int column = 0; ends && !isWhole && column < gradientColumns; column += panel)
        {
            FinishPanel<TLanes>(gradient, column, components + column, Math.Min(panel, gradientColumns - column), gradientColumns, gradientPlane, temporary);
        }
    }

    /// <summary>Transforms some tiles of inputs and of outputs' gradients for the gradient of the weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeForWeights<TLanes>(Floats samples, Floats deltas, int first, int end, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
    {
        var outputs = workspace + ((nint)WinogradTransform.Components * inputPlane);
        var patch = outputs + ((nint)WinogradTransform.Components * outputPlane);
        var temporary = patch + (WinogradTransform.Components * Math.Max(forward.Channels, forward.Columns));
        int tiles = forward.TileRows * forward.TileColumns;
        for (int tile = first; tile < end; tile++)
        {
            var (sample, y, x) = forward.Place(tile, 0, tiles);
            Take<TLanes>(forward, samples, sample, y, x, workspace + ((tile - first) * forward.Channels), inputPlane, patch, temporary);
            var delta = deltas + (((nint)sample * DeltaLength) + DeltaStart + (y * DeltaPitch) + (x * DeltaPixel));
            WinogradTransform.OutputGradient<TLanes>(
                delta, DeltaPitch, DeltaPixel, gradientColumns, outputs + ((tile - first) * gradientColumns), outputPlane, temporary);
        }
    }

    /// <summary>The gradient of some columns of the transformed weights, component by component.</summary>
    private void MultiplyForWeights<TLanes>(Floats inputs, Floats outputs, int tiles, int columns, Floats components, int stride, int plane, bool adds)
        where TLanes : struct, ILanes<TLanes>
    {
        var shape = new ProductShape
        {
            Groups = 1,
            Rows = inputChannels,
            RowStride = 1,
            Depth = tiles,
            DepthStride = forward.Channels,
            Segments = none,
            RightStride = gradientColumns,
            RightPanelStride = panel,
            Columns = columns,
            ResultStride = stride,
        };
        for (int component = 0; component < WinogradTransform.Components; component++)
        {
            Product.Run<TLanes, Plain<TLanes>>(
                shape, inputs + (component * inputPlane), outputs + (component * outputPlane), components + (component * plane), adds, default);
        }
    }

    /// <summary>Turns what was added up for one panel of outputs into the gradient of the packed weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FinishPanel<TLanes>(Floats gradient, int column, Floats components, int columns, int stride, int plane, Floats temporary)
        where TLanes : struct, ILanes<TLanes>
    {
        var target = gradient + ((nint)(column / panel) * 9 * Weights.Panel);
        for (int channel = 0; channel < inputChannels; channel++)
        {
            for (int c = 0; c < columns; c += TLanes.Count)
            {
                WinogradTransform.KernelGradient<TLanes>(
                    components + (((nint)channel * stride) + c), plane, target + ((channel * panel) + c), Weights.Panel, temporary);
            }
        }
    }
}
