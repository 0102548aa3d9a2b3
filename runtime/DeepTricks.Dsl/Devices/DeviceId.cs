using System.Globalization;

namespace DeepTricks.Dsl;

/// <summary>Short names of devices: a kind and, of those of which a machine may have several, a number.</summary>
internal static class DeviceId
{
    /// <summary>What names a device may have, in words.</summary>
    public const string Forms = "best, cpu, cuda, opencl or simulator; cuda:1 is the second card";

    /// <summary>Whether a name is that of the best device.</summary>
    public static bool IsBest(string text) => text.Trim().Equals("best", StringComparison.OrdinalIgnoreCase);

    /// <summary>A device's name.</summary>
    public static string Of(DeviceKind kind, int index) => kind switch
    {
        DeviceKind.Cuda => FormattableString.Invariant($"cuda:{index}"),
        DeviceKind.OpenCl => FormattableString.Invariant($"opencl:{index}"),
        DeviceKind.Simulator => "simulator",
        _ => "cpu",
    };

    /// <summary>Reads a name; without a number it is the first device of the kind.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out DeviceKind kind, out int index)
    {
        string[] parts = text.Trim().ToLowerInvariant().Split(':');
        index = 0;
        (kind, bool isCounted) = parts[0] switch
        {
            "cuda" => (DeviceKind.Cuda, true),
            "opencl" => (DeviceKind.OpenCl, true),
            "simulator" => (DeviceKind.Simulator, false),
            _ => (DeviceKind.Cpu, false),
        };
        return Of(kind, 0).Split(':')[0] == parts[0]
            && (parts.Length == 1 || (parts.Length == 2 && isCounted && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index)));
    }
}
