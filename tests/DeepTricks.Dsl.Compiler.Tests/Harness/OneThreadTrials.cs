using System.Collections.Concurrent;
using DeepTricks.Dsl.Compiler.Tests.Cases;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>What the reference expects of each case and what one thread makes of it, worked out once for all tests that ask.</summary>
internal static class OneThreadTrials
{
    private static readonly Device OneThread = Device.Cpu(1);
    private static readonly ConcurrentDictionary<string, Lazy<(Expectation Expected, TrialOutcome Actual)>> ByCase = new();

    /// <summary>The trial of a case.</summary>
    public static (Expectation Expected, TrialOutcome Actual) Of(LayerCase layerCase) => ByCase.GetOrAdd(
        layerCase.Name,
        _ => new Lazy<(Expectation, TrialOutcome)>(() =>
        {
            var expected = new Expectation(layerCase);
            return (expected, Trial.Run(layerCase, expected.Reference, expected.Data, OneThread));
        })).Value;
}
