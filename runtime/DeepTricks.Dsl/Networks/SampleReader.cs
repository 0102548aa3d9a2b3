using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>Copies samples into tensors, scaled on the way.</summary>
internal static unsafe class SampleReader
{
    /// <summary>Copies a sample of a data set.</summary>
    public static void Copy(
        Dataset data, int index, Floats destination, int rows, int pixels, int channels, int pixelStride, nint rowPitch, float scale, float shift)
    {
        long first = (long)index * data.SampleLength;
        if (data.Bytes is { } bytes)
        {
            fixed (byte* start = bytes)
            {
                CopyBytes(start + first, destination, rows, pixels, channels, pixelStride, rowPitch, scale, shift);
            }
        }
        else
        {
            fixed (float* start = data.Numbers)
            {
                CopyFloats(new Floats(start + first), destination, rows, pixels, channels, pixelStride, rowPitch, scale, shift);
            }
        }
    }

    /// <summary>Copies a sample of floats.</summary>
    public static void CopyFloats(
        Floats source, Floats destination, int rows, int pixels, int channels, int pixelStride, nint rowPitch, float scale, float shift)
    {
        var (runs, length) = pixelStride == channels ? (1, pixels * channels) : (pixels, channels);
        for (int row = 0; row < rows; row++)
        {
            var to = destination + (row * rowPitch);
            for (int run = 0; run < runs; run++)
            {
                Scale(source.Pointer, to.Pointer, length, scale, shift);
                source += length;
                to += pixelStride;
            }
        }
    }

    private static void CopyBytes(
        byte* source, Floats destination, int rows, int pixels, int channels, int pixelStride, nint rowPitch, float scale, float shift)
    {
        var (runs, length) = pixelStride == channels ? (1, pixels * channels) : (pixels, channels);
        for (int row = 0; row < rows; row++)
        {
            var to = destination + (row * rowPitch);
            for (int run = 0; run < runs; run++)
            {
                Widen(source, to.Pointer, length, scale, shift);
                source += length;
                to += pixelStride;
            }
        }
    }

    // Every element is value * scale + shift in two roundings, so that vectors and the rest agree on any processor.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* source, float* destination, int count, float scale, float shift)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var factor = Vector128.Create(scale);
            var summand = Vector128.Create(shift);
            for (; i + 4 <= count; i += 4)
            {
                ((Vector128.Load(source + i) * factor) + summand).Store(destination + i);
            }
        }

        for (; i < count; i++)
        {
            float product = source[i] * scale;
            destination[i] = product + shift;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(byte* source, float* destination, int count, float scale, float shift)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var factor = Vector128.Create(scale);
            var summand = Vector128.Create(shift);
            for (; i + 16 <= count; i += 16)
            {
                var (low, high) = Vector128.Widen(Vector128.Load(source + i));
                var (first, second) = Vector128.Widen(low);
                var (third, fourth) = Vector128.Widen(high);
                ((Vector128.ConvertToSingle(first.AsInt32()) * factor) + summand).Store(destination + i);
                ((Vector128.ConvertToSingle(second.AsInt32()) * factor) + summand).Store(destination + i + 4);
                ((Vector128.ConvertToSingle(third.AsInt32()) * factor) + summand).Store(destination + i + 8);
                ((Vector128.ConvertToSingle(fourth.AsInt32()) * factor) + summand).Store(destination + i + 12);
            }
        }

        for (; i < count; i++)
        {
            float product = source[i] * scale;
            destination[i] = product + shift;
        }
    }
}
