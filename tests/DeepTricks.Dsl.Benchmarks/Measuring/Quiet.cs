using System.Diagnostics;
using System.Globalization;

namespace DeepTricks.Dsl.Benchmarks.Measuring;

/// <summary>Sees to it that a turn is not measured while somebody else's threads still work, ours or the neighbours'.</summary>
internal static class Quiet
{
    /// <summary>
    /// Waits until this process does nothing. Every thread pool here (ours, libgomp's, ONNX Runtime's) lets its workers spin for a while
    /// after the last piece of work, which would take a core from whoever comes next.
    /// </summary>
    public static void ParkThreadPools()
    {
        var limit = TimeSpan.FromSeconds(1);
        long start = Stopwatch.GetTimestamp();
        do
        {
            var used = Environment.CpuUsage.TotalTime;
            long from = Stopwatch.GetTimestamp();
            Thread.Sleep(6);
            if (Environment.CpuUsage.TotalTime - used < 0.1 * Stopwatch.GetElapsedTime(from))
            {
                return;
            }
        }
        while (Stopwatch.GetElapsedTime(start) < limit);
    }

    /// <summary>Processor seconds that other processes have used so far, or null where the system does not tell.</summary>
    public static double? OthersSeconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // cpu user nice system idle iowait irq softirq steal, in hundredths of a second, over all cores
        using var reader = new StreamReader("/proc/stat");
        string[] fields = (reader.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 9)
        {
            return null;
        }

        double busy = 0;
        foreach (int field in (ReadOnlySpan<int>)[1, 2, 3, 6, 7, 8])
        {
            busy += double.Parse(fields[field], CultureInfo.InvariantCulture);
        }

        return (busy / 100) - Environment.CpuUsage.TotalTime.TotalSeconds;
    }
}
