using System.Runtime.Intrinsics;

namespace DeepTricks.Dsl;

/// <summary>The vectors that this process computes with, chosen at start from what the processor has.</summary>
internal static class VectorUnit
{
    /// <summary>Floats in one vector: 16, 8, 4 or 1.</summary>
    public static int Lanes =>
        Vector512.IsHardwareAccelerated ? 16
        : Vector256.IsHardwareAccelerated ? 8
        : Vector128.IsHardwareAccelerated ? 4
        : 1;

    /// <summary>The width in words.</summary>
    public static string Description => Lanes == 1 ? "no vectors" : FormattableString.Invariant($"{Lanes * 32}-bit vectors");
}
