using System.ComponentModel;
using System.Runtime.ExceptionServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// Threads that run a job together, one run at a time. The caller is worker 0; the others are background threads that spin for a
/// moment after a run and then sleep until the next, so that runs in quick succession start within a microsecond.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerTeam : IDisposable
{
    private readonly object gate = new();
    private readonly Thread?[] threads;
    private readonly StartSignal start;
    private readonly PhaseBarrier barrier;
    private readonly bool coreForEach;
    private NativeArena? scratch;
    private Floats scratchStart;
    private long scratchFloats;
    private IWorkerJob? job;
    private Exception? failure;
    private int unfinished;
    private bool running;
    private bool stopping;

    /// <summary>A team of <paramref name="count"/> workers, the caller among them; its threads start with the first run.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public WorkerTeam(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        coreForEach = count <= Environment.ProcessorCount;
        barrier = new PhaseBarrier(count, coreForEach);
        start = new StartSignal(coreForEach);
        threads = new Thread?[count - 1];
    }

    /// <summary>Workers of the team.</summary>
    public int Count { get; }

    /// <summary>Lets one thread do everything: worker 0 of 1, whose barriers don't wait. Needs no team and disturbs none.</summary>
    public static void RunAlone(IWorkerJob job, Floats scratch)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Run(new Worker(0, 1, scratch, null));
    }

    /// <summary>Runs <paramref name="job"/> on all workers and returns when all are done, after waiting for other threads' runs.</summary>
    /// <exception cref="InvalidOperationException">A job of this team starts another run on it.</exception>
    /// <exception cref="ObjectDisposedException">The team is disposed.</exception>
    /// <remarks>What the first failing worker throws is thrown here, with its stack trace.</remarks>
    public void Run(IWorkerJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        lock (gate)
        {
            if (running)
            {
                throw new InvalidOperationException("A job can't start another run on its own team.");
            }

            RunInside(job);
        }
    }

    /// <summary>Like <see cref="Run"/>, but returns false at once when the team is in use; the caller can then run alone.</summary>
    /// <exception cref="ObjectDisposedException">The team is disposed.</exception>
    public bool TryRun(IWorkerJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!Monitor.TryEnter(gate))
        {
            return false;
        }

        try
        {
            if (running)
            {
                return false;
            }

            RunInside(job);
            return true;
        }
        finally
        {
            Monitor.Exit(gate);
        }
    }

    /// <summary>Gives every worker at least <paramref name="floatsPerWorker"/> floats of scratch; waits for a run under way.</summary>
    /// <exception cref="InsufficientMemoryException">The system has not that much memory.</exception>
    /// <exception cref="InvalidOperationException">A job of this team asks for it.</exception>
    public void EnsureScratch(long floatsPerWorker)
    {
        lock (gate)
        {
            if (running)
            {
                throw new InvalidOperationException("A job can't change its own scratch.");
            }

            ObjectDisposedException.ThrowIf(stopping, this);
            if (floatsPerWorker > scratchFloats)
            {
                // Half a page apart, so that the workers' scratch doesn't fall on the same cache sets.
                long spaced = checked(((floatsPerWorker + 1023) & ~1023L) + 512);
                var grown = new NativeArena(NativeArena.BytesFor(checked(spaced * Count)));
                scratch?.Dispose();
                scratch = grown;
                scratchStart = grown.Take(spaced * Count);
                scratchFloats = spaced;
            }
        }
    }

    /// <summary>Ends the threads, after waiting for a run under way.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (running)
            {
                throw new InvalidOperationException("A job can't dispose its own team.");
            }

            if (stopping)
            {
                return;
            }

            stopping = true;
            start.Raise();
            foreach (Thread? thread in threads)
            {
                thread?.Join();
            }

            scratch?.Dispose();
        }
    }

    private void RunInside(IWorkerJob next)
    {
        ObjectDisposedException.ThrowIf(stopping, this);
        StartThreads();
        barrier.Reset();
        unfinished = threads.Length;
        job = next;
        running = true;
        start.Raise();
        RunShare(next, 0);
        AwaitOthers();
        running = false;
        job = null;

        if (failure is { } first)
        {
            failure = null;
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private void StartThreads()
    {
        for (int i = 0; i < threads.Length; i++)
        {
            if (threads[i] is null)
            {
                int index = i + 1;
                int seen = start.Generation;
                var thread = new Thread(() => Live(index, seen)) { IsBackground = true, Name = $"DeepTricks worker {index}" };
                thread.Start();
                threads[i] = thread;
            }
        }
    }

    private void Live(int index, int seen)
    {
        while (true)
        {
            seen = start.WaitPast(seen);
            if (stopping)
            {
                return;
            }

            RunShare(job!, index);
            Interlocked.Decrement(ref unfinished);
        }
    }

    private void RunShare(IWorkerJob shared, int index)
    {
        try
        {
            shared.Run(new Worker(index, Count, scratchStart + (nint)(index * scratchFloats), barrier));
        }
        catch (WorkerAbandonedException)
        {
            // The worker that failed reports why.
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
            barrier.Poison();
        }
    }

    private void AwaitOthers()
    {
        for (int tries = 0; Volatile.Read(ref unfinished) != 0; tries++)
        {
            if (coreForEach && tries < PhaseBarrier.Spins)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }
}
