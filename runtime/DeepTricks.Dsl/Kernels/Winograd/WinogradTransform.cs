using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// The transforms of Winograd's F(4x4, 3x3): a tile of 4 by 4 outputs of a 3 by 3 convolution costs 36 products per pair of channels
/// instead of 144. Interpolation points 0, 1, -1, 2, -2 and infinity. Each transform is one-dimensional, down the columns and then
/// along the rows. (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016, arxiv.org/abs/1509.09308.)
/// </summary>
internal static class WinogradTransform
{
    /// <summary>Components of a transformed tile.</summary>
    public const int Components = 36;

    /// <summary>Rows and columns of outputs in a tile.</summary>
    public const int Outputs = 4;

    /// <summary>Rows and columns of inputs that a tile reads.</summary>
    public const int Inputs = 6;

    /// <summary>Floats of intermediate results that a transform needs, at the widest vector.</summary>
    public const int TemporaryFloats = Components * 16;

    /// <summary>Transforms the 6 by 6 pixels that a tile reads, all channels: Bᵀ d B.</summary>
    /// <param name="source">The first pixel.</param>
    /// <param name="pitch">From row to row.</param>
    /// <param name="pixel">From pixel to pixel.</param>
    /// <param name="channels">Channels, a multiple of the vector's lanes.</param>
    /// <param name="result">Receives the channels of the first component.</param>
    /// <param name="plane">From component to component.</param>
    /// <param name="temporary">Room for <see cref="TemporaryFloats"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input<TLanes>(Floats source, nint pitch, nint pixel, int channels, Floats result, nint plane, Floats temporary)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int channel = 0; channel < channels; channel += TLanes.Count)
        {
            var column = source + channel;
            var half = temporary;
            for (int x = 0; x < Inputs; x++)
            {
                Six<TLanes>(column, pitch, half, Inputs * TLanes.Count);
                column += pixel;
                half += TLanes.Count;
            }

            half = temporary;
            var component = result + channel;
            for (int y = 0; y < Inputs; y++)
            {
                Six<TLanes>(half, TLanes.Count, component, plane);
                half += Inputs * TLanes.Count;
                component += Inputs * plane;
            }
        }
    }

    /// <summary>Transforms the 4 by 4 pixels of a tile's output gradient for the weight gradient, all channels: A d Aᵀ.</summary>
    /// <param name="source">The first pixel.</param>
    /// <param name="pitch">From row to row.</param>
    /// <param name="pixel">From pixel to pixel.</param>
    /// <param name="channels">Channels, a multiple of the vector's lanes.</param>
    /// <param name="result">Receives the channels of the first component.</param>
    /// <param name="plane">From component to component.</param>
    /// <param name="temporary">Room for <see cref="TemporaryFloats"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OutputGradient<TLanes>(Floats source, nint pitch, nint pixel, int channels, Floats result, nint plane, Floats temporary)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int channel = 0; channel < channels; channel += TLanes.Count)
        {
            var column = source + channel;
            var half = temporary;
            for (int x = 0; x < Outputs; x++)
            {
                Widen<TLanes>(column, pitch, half, Outputs * TLanes.Count);
                column += pixel;
                half += TLanes.Count;
            }

            half = temporary;
            var component = result + channel;
            for (int y = 0; y < Inputs; y++)
            {
                Widen<TLanes>(half, TLanes.Count, component, plane);
                half += Outputs * TLanes.Count;
                component += Inputs * plane;
            }
        }
    }

    /// <summary>Turns a tile's products into its outputs, all columns, and applies the epilogue: Aᵀ m A.</summary>
    /// <param name="products">The columns of the first component.</param>
    /// <param name="plane">From component to component.</param>
    /// <param name="columns">Columns, a multiple of the vector's lanes.</param>
    /// <param name="result">The tile's first pixel.</param>
    /// <param name="pitch">From row to row of the result.</param>
    /// <param name="pixel">From pixel to pixel of the result.</param>
    /// <param name="height">Rows to write: fewer than 4 at the lower edge.</param>
    /// <param name="width">Pixels of a row to write: fewer than 4 at the right edge.</param>
    /// <param name="epilogue">What happens to the outputs.</param>
    /// <param name="temporary">Room for <see cref="TemporaryFloats"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output<TLanes, TEpilogue>(
        Floats products, nint plane, int columns, Floats result, nint pitch, nint pixel, int height, int width, TEpilogue epilogue, Floats temporary)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        for (int column = 0; column < columns; column += TLanes.Count)
        {
            var component = products + column;
            var half = temporary;
            for (int x = 0; x < Inputs; x++)
            {
                Narrow<TLanes>(component, Inputs * plane, out var first, out var second, out var third, out var fourth);
                TLanes.Store(half, first);
                TLanes.Store(half + (Inputs * TLanes.Count), second);
                TLanes.Store(half + (2 * Inputs * TLanes.Count), third);
                TLanes.Store(half + (3 * Inputs * TLanes.Count), fourth);
                component += plane;
                half += TLanes.Count;
            }

            var reference = TEpilogue.Sums ? epilogue.Reference(column) : default;
            var sum = TLanes.Zero;
            var squares = TLanes.Zero;
            half = temporary;
            var place = result + column;
            for (int y = 0; y < height; y++)
            {
                Narrow<TLanes>(half, TLanes.Count, out var first, out var second, out var third, out var fourth);
                first = Finish(place, first, column, epilogue);
                sum = AddTo<TLanes, TEpilogue>(sum, first, reference);
                squares = AddSquareTo<TLanes, TEpilogue>(squares, first, reference);
                if (width > 1)
                {
                    second = Finish(place + pixel, second, column, epilogue);
                    sum = AddTo<TLanes, TEpilogue>(sum, second, reference);
                    squares = AddSquareTo<TLanes, TEpilogue>(squares, second, reference);
                }

                if (width > 2)
                {
                    third = Finish(place + (2 * pixel), third, column, epilogue);
                    sum = AddTo<TLanes, TEpilogue>(sum, third, reference);
                    squares = AddSquareTo<TLanes, TEpilogue>(squares, third, reference);
                }

                if (width > 3)
                {
                    fourth = Finish(place + (3 * pixel), fourth, column, epilogue);
                    sum = AddTo<TLanes, TEpilogue>(sum, fourth, reference);
                    squares = AddSquareTo<TLanes, TEpilogue>(squares, fourth, reference);
                }

                half += Inputs * TLanes.Count;
                place += pitch;
            }

            if (TEpilogue.Sums)
            {
                epilogue.Add(column, sum, squares);
            }
        }
    }

    /// <summary>Transforms a 3 by 3 kernel, one vector of outputs: G g Gᵀ.</summary>
    /// <param name="kernel">The first tap.</param>
    /// <param name="tap">From tap to tap.</param>
    /// <param name="result">Receives the first component.</param>
    /// <param name="plane">From component to component.</param>
    /// <param name="temporary">Room for <see cref="TemporaryFloats"/>.</param>
    public static void Kernel<TLanes>(Floats kernel, nint tap, Floats result, nint plane, Floats temporary)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int x = 0; x < 3; x++)
        {
            Spread<TLanes>(kernel + (x * tap), 3 * tap, temporary + (x * TLanes.Count), 3 * TLanes.Count);
        }

        for (int y = 0; y < Inputs; y++)
        {
            Spread<TLanes>(temporary + (y * 3 * TLanes.Count), TLanes.Count, result + (y * Inputs * plane), plane);
        }
    }

    /// <summary>Turns the gradient of a transformed kernel into that of the kernel, one vector of outputs: Gᵀ u G.</summary>
    /// <param name="transformed">The first component.</param>
    /// <param name="plane">From component to component.</param>
    /// <param name="kernel">Receives the first tap.</param>
    /// <param name="tap">From tap to tap.</param>
    /// <param name="temporary">Room for <see cref="TemporaryFloats"/>.</param>
    public static void KernelGradient<TLanes>(Floats transformed, nint plane, Floats kernel, nint tap, Floats temporary)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int x = 0; x < Inputs; x++)
        {
            Gather<TLanes>(transformed + (x * plane), Inputs * plane, temporary + (x * TLanes.Count), Inputs * TLanes.Count);
        }

        for (int y = 0; y < 3; y++)
        {
            Gather<TLanes>(temporary + (y * Inputs * TLanes.Count), TLanes.Count, kernel + (y * 3 * tap), tap);
        }
    }

    /// <summary>Bᵀ: six values to six.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Six<TLanes>(Floats from, nint step, Floats to, nint stride)
        where TLanes : struct, ILanes<TLanes>
    {
        var two = TLanes.Broadcast(2);
        var four = TLanes.Broadcast(4);
        var minusFour = TLanes.Broadcast(-4);
        var minusFive = TLanes.Broadcast(-5);
        var d0 = TLanes.Load(from);
        var d1 = TLanes.Load(from + step);
        var d2 = TLanes.Load(from + (2 * step));
        var d3 = TLanes.Load(from + (3 * step));
        var d4 = TLanes.Load(from + (4 * step));
        var d5 = TLanes.Load(from + (5 * step));
        TLanes.Store(to, TLanes.MultiplyAdd(d0, four, TLanes.MultiplyAdd(d2, minusFive, d4)));
        var even = TLanes.MultiplyAdd(d2, minusFour, d4);
        var odd = TLanes.MultiplyAdd(d1, minusFour, d3);
        TLanes.Store(to + stride, even + odd);
        TLanes.Store(to + (2 * stride), even - odd);
        even = d4 - d2;
        odd = (d3 - d1) * two;
        TLanes.Store(to + (3 * stride), even + odd);
        TLanes.Store(to + (4 * stride), even - odd);
        TLanes.Store(to + (5 * stride), TLanes.MultiplyAdd(d1, four, TLanes.MultiplyAdd(d3, minusFive, d5)));
    }

    /// <summary>Aᵀ: six values to four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow<TLanes>(Floats from, nint step, out TLanes first, out TLanes second, out TLanes third, out TLanes fourth)
        where TLanes : struct, ILanes<TLanes>
    {
        var m1 = TLanes.Load(from + step);
        var m2 = TLanes.Load(from + (2 * step));
        var m3 = TLanes.Load(from + (3 * step));
        var m4 = TLanes.Load(from + (4 * step));
        var sum = m1 + m2;
        var difference = m1 - m2;
        var farSum = m3 + m4;
        var farDifference = m3 - m4;
        first = TLanes.Load(from) + sum + farSum;
        second = TLanes.MultiplyAdd(farDifference, TLanes.Broadcast(2), difference);
        third = TLanes.MultiplyAdd(farSum, TLanes.Broadcast(4), sum);
        fourth = TLanes.MultiplyAdd(farDifference, TLanes.Broadcast(8), difference) + TLanes.Load(from + (5 * step));
    }

    /// <summary>A: four values to six.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen<TLanes>(Floats from, nint step, Floats to, nint stride)
        where TLanes : struct, ILanes<TLanes>
    {
        var two = TLanes.Broadcast(2);
        var four = TLanes.Broadcast(4);
        var y0 = TLanes.Load(from);
        var y1 = TLanes.Load(from + step);
        var y2 = TLanes.Load(from + (2 * step));
        var y3 = TLanes.Load(from + (3 * step));
        TLanes.Store(to, y0);
        var even = y0 + y2;
        var odd = y1 + y3;
        TLanes.Store(to + stride, even + odd);
        TLanes.Store(to + (2 * stride), even - odd);
        even = TLanes.MultiplyAdd(y2, four, y0);
        odd = TLanes.MultiplyAdd(y3, four, y1) * two;
        TLanes.Store(to + (3 * stride), even + odd);
        TLanes.Store(to + (4 * stride), even - odd);
        TLanes.Store(to + (5 * stride), y3);
    }

    /// <summary>G: three values to six.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread<TLanes>(Floats from, nint step, Floats to, nint stride)
        where TLanes : struct, ILanes<TLanes>
    {
        var g0 = TLanes.Load(from);
        var g1 = TLanes.Load(from + step);
        var g2 = TLanes.Load(from + (2 * step));
        TLanes.Store(to, g0 * TLanes.Broadcast(1 / 4f));
        var outer = g0 + g2;
        TLanes.Store(to + stride, (outer + g1) * TLanes.Broadcast(-1 / 6f));
        TLanes.Store(to + (2 * stride), (outer - g1) * TLanes.Broadcast(-1 / 6f));
        outer = TLanes.MultiplyAdd(g2, TLanes.Broadcast(4), g0);
        var inner = g1 * TLanes.Broadcast(2);
        TLanes.Store(to + (3 * stride), (outer + inner) * TLanes.Broadcast(1 / 24f));
        TLanes.Store(to + (4 * stride), (outer - inner) * TLanes.Broadcast(1 / 24f));
        TLanes.Store(to + (5 * stride), g2);
    }

    /// <summary>Gᵀ: six values to three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather<TLanes>(Floats from, nint step, Floats to, nint stride)
        where TLanes : struct, ILanes<TLanes>
    {
        var u1 = TLanes.Load(from + step);
        var u2 = TLanes.Load(from + (2 * step));
        var u3 = TLanes.Load(from + (3 * step));
        var u4 = TLanes.Load(from + (4 * step));
        var sum = (u1 + u2) * TLanes.Broadcast(-1 / 6f);
        var difference = (u2 - u1) * TLanes.Broadcast(1 / 6f);
        var farSum = (u3 + u4) * TLanes.Broadcast(1 / 24f);
        var farDifference = (u3 - u4) * TLanes.Broadcast(1 / 12f);
        TLanes.Store(to, TLanes.MultiplyAdd(TLanes.Load(from), TLanes.Broadcast(1 / 4f), sum + farSum));
        TLanes.Store(to + stride, difference + farDifference);
        TLanes.Store(to + (2 * stride), TLanes.MultiplyAdd(farSum, TLanes.Broadcast(4), sum) + TLanes.Load(from + (5 * step)));
    }

    /// <summary>Stores an output as the epilogue wants it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Finish<TLanes, TEpilogue>(Floats place, TLanes value, int column, TEpilogue epilogue)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        if (TEpilogue.Transforms)
        {
            value = epilogue.Transform(value, column);
        }

        TLanes.Store(place, value);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes AddTo<TLanes, TEpilogue>(TLanes sum, TLanes value, TLanes reference)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes> => TEpilogue.Sums ? sum + (value - reference) : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes AddSquareTo<TLanes, TEpilogue>(TLanes squares, TLanes value, TLanes reference)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        var difference = value - reference;
        return TEpilogue.Sums ? TLanes.MultiplyAdd(difference, difference, squares) : squares;
    }
}
