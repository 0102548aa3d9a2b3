using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Transposes square blocks of floats in registers.</summary>
internal static unsafe class BlockTranspose
{
    /// <summary>Number by number, where no instructions interleave vectors.</summary>
    public static void Plain(int size, float* source, nint sourceStride, float* target, nint targetStride)
    {
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }

    /// <summary>4 by 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (!Sse.IsSupported && !AdvSimd.Arm64.IsSupported)
        {
            Plain(4, source, sourceStride, target, targetStride);
            return;
        }

        var row0 = Vector128.Load(source);
        var row1 = Vector128.Load(source + sourceStride);
        var row2 = Vector128.Load(source + (2 * sourceStride));
        var row3 = Vector128.Load(source + (3 * sourceStride));

        // Columns 0 and 1, then 2 and 3, of rows 0 with 2 and 1 with 3; interleaving twice brings each column together.
        var even0 = Lower(row0, row2);
        var even1 = Upper(row0, row2);
        var odd0 = Lower(row1, row3);
        var odd1 = Upper(row1, row3);
        Lower(even0, odd0).Store(target);
        Upper(even0, odd0).Store(target + targetStride);
        Lower(even1, odd1).Store(target + (2 * targetStride));
        Upper(even1, odd1).Store(target + (3 * targetStride));
    }

    /// <summary>8 by 8: interleaved within the halves of the rows i and i + 4 put together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Eight(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (!Avx.IsSupported)
        {
            Plain(8, source, sourceStride, target, targetStride);
            return;
        }

        Half(source, sourceStride, target, targetStride);
        Half(source + 4, sourceStride, target + (4 * targetStride), targetStride);

        // Four columns of the block: eight short rows in, four long rows out.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Half(float* source, nint sourceStride, float* target, nint targetStride)
        {
            var row0 = Pair(source, sourceStride);
            var row1 = Pair(source + sourceStride, sourceStride);
            var row2 = Pair(source + (2 * sourceStride), sourceStride);
            var row3 = Pair(source + (3 * sourceStride), sourceStride);
            var even0 = Avx.UnpackLow(row0, row2);
            var even1 = Avx.UnpackHigh(row0, row2);
            var odd0 = Avx.UnpackLow(row1, row3);
            var odd1 = Avx.UnpackHigh(row1, row3);
            Avx.UnpackLow(even0, odd0).Store(target);
            Avx.UnpackHigh(even0, odd0).Store(target + targetStride);
            Avx.UnpackLow(even1, odd1).Store(target + (2 * targetStride));
            Avx.UnpackHigh(even1, odd1).Store(target + (3 * targetStride));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<float> Pair(float* row, nint stride) => Vector256.Create(Vector128.Load(row), Vector128.Load(row + (4 * stride)));
    }

    /// <summary>16 by 16: as 8 by 8, with the rows i, i + 4, i + 8 and i + 12 put together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sixteen(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (!Avx512F.IsSupported)
        {
            Plain(16, source, sourceStride, target, targetStride);
            return;
        }

        for (int column = 0; column < 16; column += 4)
        {
            var row0 = Quad(source, sourceStride);
            var row1 = Quad(source + sourceStride, sourceStride);
            var row2 = Quad(source + (2 * sourceStride), sourceStride);
            var row3 = Quad(source + (3 * sourceStride), sourceStride);
            var even0 = Avx512F.UnpackLow(row0, row2);
            var even1 = Avx512F.UnpackHigh(row0, row2);
            var odd0 = Avx512F.UnpackLow(row1, row3);
            var odd1 = Avx512F.UnpackHigh(row1, row3);
            Avx512F.UnpackLow(even0, odd0).Store(target);
            Avx512F.UnpackHigh(even0, odd0).Store(target + targetStride);
            Avx512F.UnpackLow(even1, odd1).Store(target + (2 * targetStride));
            Avx512F.UnpackHigh(even1, odd1).Store(target + (3 * targetStride));
            source += 4;
            target += 4 * targetStride;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<float> Quad(float* row, nint stride) => Vector512.Create(
            Vector256.Create(Vector128.Load(row), Vector128.Load(row + (4 * stride))),
            Vector256.Create(Vector128.Load(row + (8 * stride)), Vector128.Load(row + (12 * stride))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lower(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Upper(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
