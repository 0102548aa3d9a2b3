using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Sums whose order is fixed, whatever the number of workers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sums
{
    /// <summary>
    /// <c>result[i] = partials[i] + partials[stride + i] + ...</c> in the order of the chunks, for i from <paramref name="first"/>
    /// up to <paramref name="end"/>, both multiples of the vector's lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chunks<TLanes>(Floats partials, nint stride, int chunks, Floats result, nint first, nint end)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nint i = first; i < end; i += TLanes.Count)
        {
            var partial = partials + i;
            var sum = TLanes.Load(partial);
            for (int chunk = 1; chunk < chunks; chunk++)
            {
                partial += stride;
                sum += TLanes.Load(partial);
            }

            TLanes.Store(result + i, sum);
        }
    }

    /// <summary>Adds up the rows of a matrix.</summary>
    /// <param name="values">The first row.</param>
    /// <param name="length">Floats from one row to the next.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns, a multiple of every vector's lanes.</param>
    /// <param name="result">Receives one sum per column.</param>
    public static void Columns<TLanes>(Floats values, nint length, int rows, int columns, Floats result)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int column = 0; column < columns; column += TLanes.Count)
        {
            var sum = TLanes.Zero;
            for (int row = 0; row < rows; row++)
            {
                sum = sum + TLanes.Load(values + ((row * length) + column));
            }

            TLanes.Store(result + column, sum);
        }
    }

    /// <summary>The sum of squares in double precision, in four interleaved sums: the same bits with every vector width.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many, at best a few thousand: whoever adds several such sums adds them in a fixed order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Squares<TLanes>(Floats values, nint count)
        where TLanes : struct, ILanes<TLanes>
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        nint i = 0;
        for (; i <= count - 4; i += 4)
        {
            double value0 = values[i], value1 = values[i + 1], value2 = values[i + 2], value3 = values[i + 3];
            sum0 += value0 * value0;
            sum1 += value1 * value1;
            sum2 += value2 * value2;
            sum3 += value3 * value3;
        }

        for (; i < count; i++)
        {
            double value = values[i];
            sum0 += value * value;
        }

        return (sum0 + sum2) + (sum1 + sum3);
    }

    /// <summary>Multiplies <paramref name="count"/> numbers, a multiple of the vector's lanes, by <paramref name="factor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<TLanes>(Floats values, nint count, float factor)
        where TLanes : struct, ILanes<TLanes>
    {
        var factors = TLanes.Broadcast(factor);
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            TLanes.Store(values + i, TLanes.Load(values + i) * factors);
        }
    }

    /// <summary>Adds up one number per channel and leaves the sum in the first place, zeros behind it: the gradient of a number that all channels share.</summary>
    /// <param name="values">The numbers; those of padding are zero.</param>
    /// <param name="channels">Channels, padding included.</param>
    public static void Across(Floats values, int channels)
    {
        float sum = 0;
        for (int c = 0; c < channels; c++)
        {
            sum += values[c];
            values[c] = 0;
        }

        values[0] = sum;
    }
}
