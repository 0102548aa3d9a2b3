using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>How numbers are handed out to the threads of a launch: each takes its own, and then every one that is a whole launch further on.</summary>
internal static class KernelGrid
{
    /// <summary>Launches go no wider than this many times what keeps the machine busy.</summary>
    private const int MostWaves = 4;

    /// <summary>The number of this thread among all of the launch.</summary>
    public static int Thread => (Grid.IdxX * Group.DimX) + Group.IdxX;

    /// <summary>Threads of the launch.</summary>
    public static int Threads => Grid.DimX * Group.DimX;

    /// <summary>A launch whose threads share so many numbers.</summary>
    public static KernelConfig Over(GpuMachine machine, long numbers)
    {
        long groups = Math.Clamp((numbers + machine.Threads - 1) / machine.Threads, 1, (long)machine.BusyGroups * MostWaves);
        return new KernelConfig((int)groups, machine.Threads);
    }

    /// <summary>A launch with a group for each thing, of a power of two of threads that is enough for so many numbers each.</summary>
    public static KernelConfig GroupEach(GpuMachine machine, int things, int numbers)
    {
        int threads = 1;
        while (threads < numbers && threads < machine.Threads)
        {
            threads *= 2;
        }

        return new KernelConfig(things, threads);
    }
}
