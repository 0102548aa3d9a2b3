using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>One worker of a run: which share of the tasks is its own, and where it meets the others.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Worker
{
    private readonly PhaseBarrier? barrier;

    internal Worker(int index, int count, Floats scratch, PhaseBarrier? barrier)
    {
        Index = index;
        Count = count;
        Scratch = scratch;
        this.barrier = barrier;
    }

    /// <summary>This worker's number, from 0.</summary>
    public int Index { get; }

    /// <summary>Workers in the run.</summary>
    public int Count { get; }

    /// <summary>This worker's own floats, as many as <see cref="WorkerTeam.EnsureScratch"/> made; kept between runs.</summary>
    public Floats Scratch { get; }

    /// <summary>The first of this worker's share of <paramref name="tasks"/>; shares are contiguous and nearly equal.</summary>
    public int First(int tasks) => (int)((long)tasks * Index / Count);

    /// <summary>One past the last of this worker's tasks.</summary>
    public int End(int tasks) => (int)((long)tasks * (Index + 1) / Count);

    /// <summary>Waits until every worker of the run has come here; what they wrote before is seen after.</summary>
    /// <exception cref="WorkerAbandonedException">Another worker failed, so the others will not all come.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Barrier() => barrier?.Wait();
}
