using System.Diagnostics;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Where threads wait for the next run: for a moment spinning, so that it starts within a microsecond, then asleep.</summary>
internal sealed class StartSignal(bool coreForEach)
{
    private static readonly long SpinTicks = Stopwatch.Frequency * 50 / 1_000_000;

    private readonly object bed = new();
    private int generation;
    private int asleep;

    /// <summary>The number of the latest run.</summary>
    public int Generation => Volatile.Read(ref generation);

    /// <summary>Starts the next run.</summary>
    public void Raise()
    {
        // A full fence on both sides: either the sleeper sees the new number or this sees the sleeper.
        Interlocked.Increment(ref generation);
        if (Volatile.Read(ref asleep) != 0)
        {
            lock (bed)
            {
                Monitor.PulseAll(bed);
            }
        }
    }

    /// <summary>Waits until a run other than number <paramref name="seen"/> has started and returns its number.</summary>
    public int WaitPast(int seen)
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        while (Generation == seen && Stopwatch.GetTimestamp() < end)
        {
            if (coreForEach)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }

        if (Generation == seen)
        {
            Sleep(seen);
        }

        return Generation;
    }

    private void Sleep(int seen)
    {
        lock (bed)
        {
            Interlocked.Increment(ref asleep);
            while (Generation == seen)
            {
                Monitor.Wait(bed);
            }

            Interlocked.Decrement(ref asleep);
        }
    }
}
