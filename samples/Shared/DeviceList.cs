using System.Globalization;
using DeepTricks.Dsl;

namespace Shared;

/// <summary>What <c>devices</c> prints: a line for each device that <c>--device</c> can name.</summary>
internal static class DeviceList
{
    private const double Gibibyte = 1 << 30;

    /// <summary>Writes the devices of this machine.</summary>
    public static void Write(TextWriter output)
    {
        var all = Device.All;
        var best = Device.Best.Id;
        var idWidth = all.Max(device => device.Id.Length);
        var nameWidth = all.Max(device => device.Name.Length);
        foreach (var device in all)
        {
            var memory = string.Format(CultureInfo.InvariantCulture, "{0:F1} GiB", device.MemoryBytes / Gibibyte);
            var mark = device.Id == best ? "  best" : "";
            output.WriteLine($"{device.Id.PadRight(idWidth)}  {device.Name.PadRight(nameWidth)}  {memory,10}{mark}");
        }
    }
}
