using System.Diagnostics;
using DeepTricks.Dsl.Benchmarks.Measuring;

namespace DeepTricks.Dsl.Benchmarks.Gpu;

/// <summary>How long something is measured on a GPU.</summary>
/// <param name="Seconds">Length of a turn.</param>
/// <param name="Rounds">Turns.</param>
internal sealed record Turns(double Seconds, int Rounds)
{
    /// <summary>Measures a step; the first ones, in which kernels are compiled and clocks rise, do not count.</summary>
    /// <param name="step">Enqueues it.</param>
    /// <param name="synchronize">Waits for what is enqueued.</param>
    /// <returns>Seconds of one step, the median over the turns.</returns>
    public double Median(Action step, Action synchronize)
    {
        step();
        synchronize();
        int steps = 1;
        while (Turn(step, synchronize, steps) * steps < Seconds)
        {
            steps *= 2;
        }

        return Contest.Median([.. Enumerable.Range(0, Rounds).Select(_ => Turn(step, synchronize, steps))]);
    }

    private static double Turn(Action step, Action synchronize, int steps)
    {
        long from = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
        {
            step();
        }

        synchronize();
        return Stopwatch.GetElapsedTime(from).TotalSeconds / steps;
    }
}
