using System.Diagnostics.CodeAnalysis;

namespace DeepTricks.Dsl;

/// <summary>
/// Whether this program may compute on GPUs. A program that is trimmed or compiled ahead of time with the switch off contains
/// nothing of the GPU library, which works by reflection and code made at run time.
/// </summary>
internal static class GpuSupport
{
    /// <summary>The switch <c>DeepTricks.Dsl.Gpu</c>, on unless set otherwise.</summary>
    [FeatureSwitchDefinition("DeepTricks.Dsl.Gpu")]
    public static bool IsEnabled => !AppContext.TryGetSwitch("DeepTricks.Dsl.Gpu", out bool isEnabled) || isEnabled;
}
