using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepTricks.Dsl;

/// <summary>Looks for NaN and infinities.</summary>
internal static class FiniteCheck
{
    /// <summary>Index of the first number that is NaN or infinite, or -1.</summary>
    public static int FirstNotFinite(ReadOnlySpan<float> numbers)
    {
        // A float is finite unless all exponent bits are set, which makes its magnitude, read as an integer, at least infinity's.
        var vectors = MemoryMarshal.Cast<float, Vector<int>>(numbers);
        var magnitude = new Vector<int>(int.MaxValue);
        var largestFinite = new Vector<int>(BitConverter.SingleToInt32Bits(float.MaxValue));
        int done = 0;
        foreach (var vector in vectors)
        {
            if (Vector.GreaterThanAny(vector & magnitude, largestFinite))
            {
                break;
            }

            done += Vector<int>.Count;
        }

        for (; done < numbers.Length; done++)
        {
            if (!float.IsFinite(numbers[done]))
            {
                return done;
            }
        }

        return -1;
    }
}
