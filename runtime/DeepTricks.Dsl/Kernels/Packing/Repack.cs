using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// Turns packed weights into the right factor of the gradient with respect to the layer's input, and rows into panels. Panels are
/// two vectors wide.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Repack
{
    private const int Padding = 16;

    /// <summary>
    /// Transposes a slice of rows of a dense layer's weights: <c>[columns / panel][rows][panel]</c> becomes
    /// <c>[rows / panel][columns][panel]</c>, padded with zeros to a multiple of 16 rows.
    /// </summary>
    /// <param name="weights">The packed weights.</param>
    /// <param name="transposed">Receives the slice, at its place in the whole.</param>
    /// <param name="rows">All rows: inputs of the layer.</param>
    /// <param name="columns">Outputs of the layer, or their padding to a multiple of 16: rows of each transposed panel.</param>
    /// <param name="rowFirst">First row of the slice, a multiple of 16.</param>
    /// <param name="rowEnd">One past the last row, a multiple of 16 or <paramref name="rows"/>.</param>
    public static void TransposeDense<TLanes>(Floats weights, Floats transposed, int rows, int columns, int rowFirst, int rowEnd)
        where TLanes : struct, ILanes<TLanes> =>
        Transpose<TLanes>(weights, rows, transposed, columns, rowFirst, rowEnd, columns);

    /// <summary>
    /// Makes the right factor of a convolution's input gradient: taps in opposite order, channels and outputs exchanged. Row
    /// <c>(taps - 1 - tap) * outputs + output</c>, column <c>channel</c>, padded with zeros to a multiple of 16 channels.
    /// </summary>
    /// <param name="weights">The packed weights.</param>
    /// <param name="flipped">Receives the factor.</param>
    /// <param name="taps">Positions of the kernel.</param>
    /// <param name="channels">Channels of the input, over all groups.</param>
    /// <param name="outputs">Outputs of the convolution, or their padding to a multiple of 16: rows of each tap.</param>
    /// <param name="channelStride">Rows of the packed weights for each tap, at least <paramref name="channels"/>.</param>
    /// <param name="tapFirst">First tap to do.</param>
    /// <param name="tapEnd">One past the last.</param>
    public static void FlipConvolution<TLanes>(
        Floats weights, Floats flipped, int taps, int channels, int outputs, int channelStride, int tapFirst, int tapEnd)
        where TLanes : struct, ILanes<TLanes>
    {
        int panel = 2 * TLanes.Count;
        for (int tap = tapFirst; tap < tapEnd; tap++)
        {
            var source = weights + ((nint)tap * channelStride * panel);
            var target = flipped + ((nint)(taps - 1 - tap) * outputs * panel);
            Transpose<TLanes>(source, taps * channelStride, target, taps * outputs, 0, channels, outputs);
        }
    }

    /// <summary>
    /// Copies a block of a row-major matrix into one panel, whose rows lie side by side: worth it when a right factor's rows stand
    /// far apart and many tiles read them.
    /// </summary>
    /// <param name="source">First number of the block.</param>
    /// <param name="stride">Floats between the matrix's rows.</param>
    /// <param name="panel">Receives <paramref name="rows"/> times two vectors.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="columns">Columns to copy: one or two vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyPanel<TLanes>(Floats source, nint stride, Floats panel, int rows, int columns)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TLanes.Count)
            {
                TLanes.Store(panel + column, TLanes.Load(source + column));
            }

            source += stride;
            panel += 2 * TLanes.Count;
        }
    }

    /// <summary>
    /// <c>target[row, column] = source[column, row]</c> for the source rows from first to end, both in panels, and zeros up to the
    /// next multiple of 16 source rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<TLanes>(
        Floats source, int sourcePanelRows, Floats target, int targetPanelRows, int rowFirst, int rowEnd, int columns)
        where TLanes : struct, ILanes<TLanes>
    {
        int panel = 2 * TLanes.Count;
        int wholeColumns = columns - (columns % TLanes.Count);
        for (int row = rowFirst; row < rowEnd; row += TLanes.Count)
        {
            int rows = Math.Min(TLanes.Count, rowEnd - row);
            var from = source + ((nint)row * panel);
            var to = target + (((nint)(row / panel) * targetPanelRows * panel) + (row % panel));
            int scalarFrom = rows == TLanes.Count ? wholeColumns : 0;
            for (int column = 0; column < scalarFrom; column += TLanes.Count)
            {
                var block = from + (((nint)(column / panel) * sourcePanelRows * panel) + (column % panel));
                TLanes.Transpose(block, panel, to + ((nint)column * panel), panel);
            }

            for (int column = scalarFrom; column < columns; column++)
            {
                var numbers = from + (((nint)(column / panel) * sourcePanelRows * panel) + (column % panel));
                for (int i = 0; i < rows; i++)
                {
                    to[((nint)column * panel) + i] = numbers[(nint)i * panel];
                }
            }
        }

        int padded = (rowEnd + Padding - 1) / Padding * Padding;
        for (int row = rowEnd; row < padded; row++)
        {
            var to = target + (((nint)(row / panel) * targetPanelRows * panel) + (row % panel));
            for (int column = 0; column < columns; column++)
            {
                to[(nint)column * panel] = 0;
            }
        }
    }
}
