using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>How numbers are handed out to the threads of a launch.</summary>
internal static class KernelGrid
{
    /// <summary>The number of this thread among all of the launch.</summary>
    public static int Thread => (Grid.IdxX * Group.DimX) + Group.IdxX;

    /// <summary>Threads of the launch.</summary>
    public static int Threads => Grid.DimX * Group.DimX;
}
