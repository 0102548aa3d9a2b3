using System.Numerics;
using System.Runtime.InteropServices;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>Brings samples of a data set to where a training step reads them.</summary>
internal static class SampleReader
{
    /// <summary>
    /// Writes <c>value * scale + shift</c> for every number of a part of a sample: channel c of pixel x of row y to
    /// <c>destination[y * rowPitch + x * pixelStride + c]</c>. What lies between is left alone.
    /// </summary>
    public static void Copy(
        Dataset data, int sample, int start, Floats destination, int rows, int pixels, int channels, int pixelStride, nint rowPitch, float scale, float shift)
    {
        // Pixels without room between them are one long run; so are rows of them, if those have none either.
        int run = pixelStride == channels ? pixels * channels : channels;
        int runsInRow = pixelStride == channels ? 1 : pixels;
        if (runsInRow == 1 && rowPitch == run)
        {
            run *= rows;
            rows = 1;
        }

        int from = (sample * data.SampleLength) + start;
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < runsInRow; i++)
            {
                var target = (destination + ((row * rowPitch) + ((nint)i * pixelStride))).AsSpan(run);
                if (data.Bytes is not null)
                {
                    Convert(data.Bytes.AsSpan(from, run), target, scale, shift);
                }
                else
                {
                    Convert(data.Numbers.AsSpan(from, run), target, scale, shift);
                }

                from += run;
            }
        }
    }

    /// <summary>Writes a sample of floats as <see cref="Copy(Dataset, int, int, Floats, int, int, int, int, nint, float, float)"/> does.</summary>
    public static void Copy(
        ReadOnlySpan<float> values, Floats destination, int rows, int pixels, int channels, int pixelStride, nint rowPitch, float scale, float shift)
    {
        var (runs, run) = pixelStride == channels ? (1, pixels * channels) : (pixels, channels);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < runs; i++)
            {
                Convert(values[..run], (destination + ((row * rowPitch) + ((nint)i * pixelStride))).AsSpan(run), scale, shift);
                values = values[run..];
            }
        }
    }

    private static void Convert(ReadOnlySpan<byte> values, Span<float> target, float scale, float shift)
    {
        int done = 0;
        var scales = new Vector<float>(scale);
        var shifts = new Vector<float>(shift);
        foreach (var bytes in MemoryMarshal.Cast<byte, Vector<byte>>(values))
        {
            Vector.Widen(bytes, out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            Write(first, target[done..]);
            Write(second, target[(done + Vector<float>.Count)..]);
            Write(third, target[(done + (2 * Vector<float>.Count))..]);
            Write(fourth, target[(done + (3 * Vector<float>.Count))..]);
            done += Vector<byte>.Count;
        }

        for (; done < values.Length; done++)
        {
            target[done] = (values[done] * scale) + shift;
        }

        // As signed numbers, for which processors have the conversion; a byte is never negative.
        void Write(Vector<uint> numbers, Span<float> to) =>
            ((Vector.ConvertToSingle(Vector.AsVectorInt32(numbers)) * scales) + shifts).CopyTo(to);
    }

    private static void Convert(ReadOnlySpan<float> values, Span<float> target, float scale, float shift)
    {
        int done = 0;
        var scales = new Vector<float>(scale);
        var shifts = new Vector<float>(shift);
        foreach (var numbers in MemoryMarshal.Cast<float, Vector<float>>(values))
        {
            ((numbers * scales) + shifts).CopyTo(target[done..]);
            done += Vector<float>.Count;
        }

        for (; done < values.Length; done++)
        {
            target[done] = (values[done] * scale) + shift;
        }
    }
}
