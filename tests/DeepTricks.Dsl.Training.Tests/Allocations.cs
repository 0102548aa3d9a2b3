namespace DeepTricks.Dsl.Training.Tests;

/// <summary>What training allocates once it is warm.</summary>
internal static class Allocations
{
    private const int Samples = 32;

    /// <summary>Asserts that steps of a network allocate nothing.</summary>
    /// <param name="network">The network, on one thread.</param>
    /// <param name="data">At least 64 samples.</param>
    public static void AssertNoneInSteps(Network network, Dataset data)
    {
        using var program = network.NewTraining(Samples);
        int[] order = [.. Enumerable.Range(0, 2 * Samples)];
        var update = new Adam(1e-3).At(1, 1e-3);
        void Steps()
        {
            for (int i = 0; i < 100; i++)
            {
                program.Step(new Batch(data, order, i % Samples, Samples), update);
            }
        }

        Steps();
        Steps();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
