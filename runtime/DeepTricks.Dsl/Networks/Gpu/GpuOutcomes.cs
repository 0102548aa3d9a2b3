using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// What came of the last steps, in a ring on the device. It is read now and then, for all steps since the last reading at once, so that the
/// host runs ahead of the device instead of waiting for each step. Used under the machine's gate.
/// </summary>
internal sealed class GpuOutcomes : IDisposable
{
    private const int Most = ITrainingSteps.MostOutcomes;

    /// <summary>How old an outcome may become before whoever asks for it gets it: too short to be seen, long enough for many short steps.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly GpuMachine machine;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> losses;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> hits;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> failed;
    private readonly float[] readLosses = new float[Most];
    private readonly int[] readHits = new int[Most];
    private readonly int[] success = new int[1];
    private long enqueued;
    private long known;
    private long taken;
    private long lastReading = Stopwatch.GetTimestamp();
    private bool hasSeenFailure;

    /// <summary>Allocates the ring.</summary>
    public GpuOutcomes(GpuMachine machine)
    {
        this.machine = machine;
        losses = GpuMemory.Allocate<float>(machine, Most);
        hits = GpuMemory.Allocate<int>(machine, Most);
        failed = GpuMemory.Allocate<int>(machine, 1);
    }

    /// <summary>Bytes on the device.</summary>
    public static long Bytes => (2L * Most * sizeof(float)) + sizeof(int);

    /// <summary>One number, set to 1 by a step whose loss is not finite: it and the steps behind it change nothing.</summary>
    public ArrayView<int> Failed => failed.View;

    /// <summary>Begins a step: after a failure that was seen, steps count again.</summary>
    public void Begin()
    {
        if (hasSeenFailure)
        {
            failed.View.CopyFromCPU(machine.Stream, success);
            hasSeenFailure = false;
        }
    }

    /// <summary>Where the outcome of the step that is enqueued belongs: one number each.</summary>
    public (ArrayView<float> Loss, ArrayView<int> Hits) Next()
    {
        // A launch that writes over an outcome comes behind the reading that copies it.
        if (enqueued - known == Most)
        {
            Read();
        }

        long place = enqueued++ % Most;
        return (losses.View.SubView(place, 1), hits.View.SubView(place, 1));
    }

    /// <summary>The outcome of the last step, for which this waits; of no step, zeros.</summary>
    public StepOutcome Last()
    {
        Read();
        return enqueued == 0 ? default : Of(enqueued - 1);
    }

    /// <summary>The outcome of the first step that was not taken yet: see <see cref="ITrainingSteps.TryTake"/>.</summary>
    public bool TryTake(out StepOutcome outcome, bool waits)
    {
        taken = Math.Max(taken, enqueued - Most);
        if (taken >= known && taken < enqueued && (waits || Stopwatch.GetElapsedTime(lastReading) > Patience))
        {
            Read();
        }

        bool isKnown = taken < known;
        outcome = isKnown ? Of(taken++) : default;
        return isKnown;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        losses.Dispose();
        hits.Dispose();
        failed.Dispose();
    }

    private StepOutcome Of(long step) => new(readLosses[step % Most], readHits[step % Most]);

    private void Read()
    {
        if (known < enqueued)
        {
            losses.View.CopyToCPU(machine.Stream, readLosses);
            hits.View.CopyToCPU(machine.Stream, readHits);
            for (; known < enqueued; known++)
            {
                hasSeenFailure |= !float.IsFinite(readLosses[known % Most]);
            }
        }

        lastReading = Stopwatch.GetTimestamp();
    }
}
