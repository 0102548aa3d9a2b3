using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Whether the processor multiplies and adds in one rounding; elsewhere a fused result would need a slow library call.</summary>
internal static class Fusing
{
    /// <summary>A constant to the just-in-time compiler.</summary>
    public static bool IsSupported => Fma.IsSupported || AdvSimd.IsSupported;
}
