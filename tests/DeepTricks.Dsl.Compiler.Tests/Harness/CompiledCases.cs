using System.Collections.Concurrent;
using DeepTricks.Dsl.Compiler.Tests.Cases;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>The compiled networks of the cases: all those of a subject in one go, when the first of them is asked for.</summary>
internal static class CompiledCases
{
    private static readonly ConcurrentDictionary<(string Subject, bool ForGpus), Lazy<NetworkCompilation>> BySubject = new();

    /// <summary>The compilation that a case belongs to.</summary>
    public static NetworkCompilation Of(LayerCase layerCase, bool forGpus) => BySubject.GetOrAdd(
        (LayerCases.SubjectOf(layerCase), forGpus),
        key => new Lazy<NetworkCompilation>(() => new NetworkCompilation(
            LayerCases.Subjects[key.Subject].DistinctBy(other => other.ClassName).ToDictionary(other => other.ClassName, other => other.Source), key.ForGpus))).Value;
}
