using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>The statistics of batch normalization (Ioffe and Szegedy 2015), with PyTorch's conventions: biased variance for the batch, unbiased for the running one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Normalization
{
    /// <summary>Mean and inverse deviation of some columns of a matrix, in two passes, and the running statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfColumns<TLanes>(
        Floats values, nint length, int rows, int firstColumn, int endColumn, Floats mean, Floats inverse, Floats runningMean, Floats runningVariance, float momentum, float epsilon)
        where TLanes : struct, ILanes<TLanes>
    {
        var one = TLanes.Broadcast(1f / rows);
        var unbiased = TLanes.Broadcast(rows > 1 ? momentum / (rows - 1) : momentum);
        var old = TLanes.Broadcast(1f - momentum);
        for (int column = firstColumn; column < endColumn; column += TLanes.Count)
        {
            var sum = TLanes.Zero;
            var more = TLanes.Zero;
            int row = 0;
            for (; row + 1 < rows; row += 2)
            {
                sum = sum + TLanes.Load(values + ((row * length) + column));
                more = more + TLanes.Load(values + (((row + 1) * length) + column));
            }

            if (row < rows)
            {
                sum = sum + TLanes.Load(values + ((row * length) + column));
            }

            var center = (sum + more) * one;
            var squares = TLanes.Zero;
            var moreSquares = TLanes.Zero;
            for (row = 0; row + 1 < rows; row += 2)
            {
                var first = TLanes.Load(values + ((row * length) + column)) - center;
                var second = TLanes.Load(values + (((row + 1) * length) + column)) - center;
                squares = TLanes.MultiplyAdd(first, first, squares);
                moreSquares = TLanes.MultiplyAdd(second, second, moreSquares);
            }

            if (row < rows)
            {
                var last = TLanes.Load(values + ((row * length) + column)) - center;
                squares = TLanes.MultiplyAdd(last, last, squares);
            }

            squares = squares + moreSquares;
            TLanes.Store(mean + column, center);
            TLanes.Store(inverse + column, TLanes.Broadcast(1f) / TLanes.Sqrt(TLanes.MultiplyAdd(squares, one, TLanes.Broadcast(epsilon))));
            TLanes.Store(runningMean + column, TLanes.MultiplyAdd(center, TLanes.Broadcast(momentum), TLanes.Load(runningMean + column) * old));
            TLanes.Store(runningVariance + column, TLanes.MultiplyAdd(squares, unbiased, TLanes.Load(runningVariance + column) * old));
        }
    }

    /// <summary>Adds a sample's sums per channel of the distance from a reference, and of its square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMoments<TLanes>(Floats pixels, int height, int width, int channels, int stride, nint pitch, Floats reference, Floats moments)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int c = 0; c < channels; c += TLanes.Count)
        {
            var shift = TLanes.Load(reference + c);
            var sum = TLanes.Load(moments + c);
            var squares = TLanes.Load(moments + (channels + c));
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    var distance = TLanes.Load(pixels + ((y * pitch) + (x * stride) + c)) - shift;
                    sum = sum + distance;
                    squares = TLanes.MultiplyAdd(distance, distance, squares);
                }
            }

            TLanes.Store(moments + c, sum);
            TLanes.Store(moments + (channels + c), squares);
        }
    }

    /// <summary>
    /// Mean and inverse deviation from the moments of all parts of the batch, added in order. The moments are taken about the running
    /// mean, which is near the batch's, so that squares of large numbers don't cancel.
    /// </summary>
    public static void Finish(
        Floats moments, int stride, int chunks, long count, Floats mean, Floats inverse, Floats runningMean, Floats runningVariance, float momentum, float epsilon)
    {
        for (int c = 0; c < stride; c++)
        {
            double sum = 0;
            double squares = 0;
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                sum += moments[((nint)chunk * 2 * stride) + c];
                squares += moments[(((nint)chunk * 2) + 1) * stride + c];
            }

            double shift = sum / count;
            double center = runningMean[c] + shift;
            double deviations = squares - (sum * shift);
            deviations = deviations < 0 ? 0 : deviations;
            mean[c] = (float)center;
            inverse[c] = (float)(1 / Math.Sqrt((deviations / count) + epsilon));
            runningMean[c] = (float)(((1 - (double)momentum) * runningMean[c]) + (momentum * center));
            runningVariance[c] = (float)(((1 - (double)momentum) * runningVariance[c]) + (momentum * (deviations / Math.Max(1, count - 1))));
        }
    }

    /// <summary>
    /// What the gradient through batch normalization is made of: <c>dx = factor dy + slope (x - mean) + shift</c>, from
    /// <c>dx = scale v (dy - mean(dy) - (x - mean) v mean(dy (x - mean) v))</c>, v the inverse deviation.
    /// </summary>
    /// <param name="scale">The learned factor of each channel.</param>
    /// <param name="inverse">The inverse deviation of each channel.</param>
    /// <param name="shiftGradient">The sum of dy.</param>
    /// <param name="scaleGradient">The sum of dy (x - mean) v.</param>
    /// <param name="count">Values of a channel in the batch.</param>
    /// <param name="channels">Channels, a multiple of the vector's lanes.</param>
    /// <param name="factors">Receives factor, slope and shift, one after the other.</param>
    public static void GradientFactors<TLanes>(Floats scale, Floats inverse, Floats shiftGradient, Floats scaleGradient, float count, int channels, Floats factors)
        where TLanes : struct, ILanes<TLanes>
    {
        var one = TLanes.Broadcast(1f / count);
        for (int c = 0; c < channels; c += TLanes.Count)
        {
            var v = TLanes.Load(inverse + c);
            var factor = TLanes.Load(scale + c) * v;
            TLanes.Store(factors + c, factor);
            TLanes.Store(factors + (channels + c), -(factor * v * (TLanes.Load(scaleGradient + c) * one)));
            TLanes.Store(factors + ((2 * channels) + c), -(factor * (TLanes.Load(shiftGradient + c) * one)));
        }
    }
}
