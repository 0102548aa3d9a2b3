using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepTricks.Dsl;

/// <summary>The vectors that this process computes with, chosen at start from what the processor has.</summary>
/// <remarks>
/// 512 bits are asked for by <see cref="Avx512F.IsSupported"/>, as the generated entry points do. <see cref="Vector512.IsHardwareAccelerated"/> is false on
/// Intel's servers from Skylake to Cooper Lake, whose clock sinks under such instructions: right for a program that has a few of them, but a training
/// step has little else, and there the wider multiply-add units gain far more than the clock loses.
/// </remarks>
internal static class VectorUnit
{
    /// <summary>Floats in one vector: 16, 8, 4 or 1.</summary>
    public static int Lanes =>
        Avx512F.IsSupported ? 16
        : Vector256.IsHardwareAccelerated ? 8
        : Vector128.IsHardwareAccelerated ? 4
        : 1;

    /// <summary>The width in words.</summary>
    public static string Description => Lanes == 1 ? "no vectors" : FormattableString.Invariant($"{Lanes * 32}-bit vectors");
}
