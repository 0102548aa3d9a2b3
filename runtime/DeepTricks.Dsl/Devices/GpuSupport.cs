using System.Diagnostics.CodeAnalysis;

namespace DeepTricks.Dsl;

/// <summary>
/// Whether this program may compute on GPUs. A program that is trimmed or compiled ahead of time with the switch off contains
/// nothing of the GPU library, which works by reflection and code made at run time.
/// </summary>
internal static class GpuSupport
{
    /// <summary>The switch's name.</summary>
    public const string Switch = "DeepTricks.Dsl.Gpu";

    /// <summary>The switch, on unless set otherwise.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsEnabled => !AppContext.TryGetSwitch(Switch, out bool isEnabled) || isEnabled;
}
