using System.Diagnostics;

namespace DeepTricks.Dsl.Benchmarks.Measuring;

/// <summary>Somebody who takes part in a comparison.</summary>
/// <param name="Name">Who it is, for the report.</param>
/// <param name="Step">One step, or one prediction.</param>
internal sealed record Contestant(string Name, Action Step);

/// <summary>How long a comparison takes.</summary>
/// <param name="Threads">Threads of every contestant, and of the peak.</param>
/// <param name="TurnSeconds">Length of one contestant's turn.</param>
/// <param name="Rounds">Turns of each contestant.</param>
/// <param name="LimitSeconds">When no more rounds are begun.</param>
internal sealed record ContestSettings(int Threads, double TurnSeconds, int Rounds, double LimitSeconds);

/// <summary>The outcome.</summary>
/// <param name="SecondsPerStep">The median of each contestant.</param>
/// <param name="FmaPeak">The median of the peaks measured after each turn, in GFLOP/s.</param>
/// <param name="Disturbed">Rounds that count although other processes took time from them.</param>
internal sealed record ContestResult(double[] SecondsPerStep, double FmaPeak, int Disturbed);

/// <summary>Measures contestants in turn, A B A B, in one process, and takes medians over the rounds.</summary>
internal static class Contest
{
    /// <summary>The part of a core's time that other processes may take of a round before it is repeated.</summary>
    private const double Tolerance = 0.1;

    public static ContestResult Run(IReadOnlyList<Contestant> contestants, ContestSettings settings)
    {
        int[] steps = [.. contestants.Select(contestant => WarmUp(contestant, settings.TurnSeconds))];
        var clean = new List<Round>();
        var disturbed = new List<Round>();
        long start = Stopwatch.GetTimestamp();
        while (clean.Count < settings.Rounds && (clean.Count + disturbed.Count < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < settings.LimitSeconds))
        {
            var others = Quiet.OthersSeconds();
            long from = Stopwatch.GetTimestamp();
            var round = new Round(new double[contestants.Count], new double[contestants.Count]);
            for (int i = 0; i < contestants.Count; i++)
            {
                round.Seconds[i] = Turn(contestants[i], steps[i]);
                round.Peaks[i] = FmaPeak.Measure(settings.Threads);
            }

            bool quiet = others is null || Quiet.OthersSeconds() - others < Tolerance * Stopwatch.GetElapsedTime(from).TotalSeconds;
            (quiet ? clean : disturbed).Add(round);
        }

        // For want of quiet rounds the others count, and the result says so: a neighbour slows the sides down very differently,
        // since whoever waits at a barrier for a thread that lost its core waits for a whole time slice.
        bool enough = clean.Count >= Math.Min(3, settings.Rounds);
        List<Round> counted = enough ? clean : [.. clean, .. disturbed];
        double[] medians = [.. contestants.Select((_, i) => Median(counted.Select(round => round.Seconds[i])))];
        return new ContestResult(medians, Median(counted.SelectMany(round => round.Peaks)), enough ? 0 : disturbed.Count);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double Turn(Contestant contestant, int steps)
    {
        Quiet.ParkThreadPools();

        // The first steps wake the pool that was just parked and bring the weights back into cache.
        for (int i = 0; i < Math.Clamp(steps / 8, 1, 3); i++)
        {
            contestant.Step();
        }

        long from = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
        {
            contestant.Step();
        }

        return Stopwatch.GetElapsedTime(from).TotalSeconds / steps;
    }

    /// <summary>Lets the JIT finish and finds out how many steps fill a turn.</summary>
    private static int WarmUp(Contestant contestant, double turnSeconds)
    {
        Quiet.ParkThreadPools();
        Fill(contestant, Math.Max(turnSeconds, 0.25));

        // Tier-1 code arrives from a background thread, 100 ms after the last new method was met.
        Thread.Sleep(200);
        Fill(contestant, turnSeconds);
        return Fill(contestant, turnSeconds);
    }

    private static int Fill(Contestant contestant, double seconds)
    {
        int steps = 0;
        long from = Stopwatch.GetTimestamp();
        do
        {
            contestant.Step();
            steps++;
        }
        while (Stopwatch.GetElapsedTime(from).TotalSeconds < seconds);
        return steps;
    }

    /// <summary>One turn of everybody: seconds per step, and the peak right after.</summary>
    private sealed record Round(double[] Seconds, double[] Peaks);
}
