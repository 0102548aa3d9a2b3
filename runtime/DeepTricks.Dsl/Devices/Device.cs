using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>
/// Where a network computes. Today that is the CPU, with the widest vectors that the machine has; a device owns the worker threads
/// that all networks on it share.
/// </summary>
public sealed class Device
{
    private static readonly Lazy<Device> BestDevice = new(() => new Device(0));

    private readonly string? gpuName;

    private Device(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        Team = new WorkerTeam(Threads);
    }

    internal Device(GpuMachine machine)
        : this(1)
    {
        Machine = machine;
        gpuName = machine.Name;
    }

    /// <summary>The fastest device of this machine.</summary>
    public static Device Best => BestDevice.Value;

    /// <summary>Threads that work together on one step.</summary>
    public int Threads { get; }

    /// <summary>What the device is, in words: <c>CPU, 2 threads, 256-bit vectors</c>.</summary>
    public string Name => gpuName ?? FormattableString.Invariant($"CPU, {Threads} {(Threads == 1 ? "thread" : "threads")}, {VectorUnit.Description}");

    internal WorkerTeam Team { get; }

    /// <summary>Whether it is a GPU.</summary>
    internal bool IsGpu => gpuName is not null;

    /// <summary>The GPU, if it is one.</summary>
    internal GpuMachine? Machine { get; }

    /// <summary>The CPU with a given number of threads; 0 takes one for each logical core.</summary>
    /// <param name="threads">Threads, 0 for all cores. The results of training do not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public static Device Cpu(int threads = 0) => new(threads);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
