using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// A barrier of spinning threads for phases of a few microseconds. The last to arrive starts the next phase, which lets the others
/// go. A poisoned barrier throws instead of waiting, so that a failed worker doesn't leave the others behind.
/// </summary>
internal sealed class PhaseBarrier(int count, bool coreForEach)
{
    /// <summary>Pauses before a waiting thread offers its core to others: some 70 microseconds.</summary>
    public const int Spins = 2000;

    // With a core for everyone the others come soon; with more threads than cores, spinning keeps them away.
    private readonly int spins = coreForEach ? Spins : 10;
    private Shared shared;

    /// <summary>Makes every wait from now on throw, also those under way.</summary>
    public void Poison() => Volatile.Write(ref shared.Poisoned, 1);

    /// <summary>Makes the barrier new again; nobody may wait.</summary>
    public void Reset()
    {
        shared.Arrived = 0;
        shared.Poisoned = 0;
    }

    /// <summary>Waits for all.</summary>
    public void Wait()
    {
        int phase = Volatile.Read(ref shared.Phase);
        if (Interlocked.Increment(ref shared.Arrived) == count)
        {
            shared.Arrived = 0;
            Volatile.Write(ref shared.Phase, phase + 1);
        }
        else
        {
            WaitForNext(phase);
        }

        if (Volatile.Read(ref shared.Poisoned) != 0)
        {
            throw new WorkerAbandonedException();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForNext(int phase)
    {
        for (int tries = 0; Volatile.Read(ref shared.Phase) == phase && Volatile.Read(ref shared.Poisoned) == 0; tries++)
        {
            if (tries < spins)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>Each word on its own pair of cache lines: arrivals must not disturb those who watch the phase.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Shared
    {
        [FieldOffset(128)]
        public int Arrived;

        [FieldOffset(256)]
        public int Phase;

        [FieldOffset(384)]
        public int Poisoned;
    }
}
