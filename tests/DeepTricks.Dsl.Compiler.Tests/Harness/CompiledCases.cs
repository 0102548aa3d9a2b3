using System.Collections.Concurrent;
using DeepTricks.Dsl.Compiler.Tests.Cases;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>The compiled networks of the cases: all those of a subject in one go, when the first of them is asked for.</summary>
internal static class CompiledCases
{
    private static readonly ConcurrentDictionary<(string Subject, bool ForGpus), Lazy<NetworkCompilation>> BySubject = new();

    // With code for GPUs there is more to compile: those that run on the simulator by themselves.
    private static readonly Lazy<NetworkCompilation> ForSimulator = new(() => Compile(GpuCases.OnTheSimulator, true));

    /// <summary>The compilation that a case belongs to.</summary>
    /// <param name="layerCase">The case.</param>
    /// <param name="device">Where it runs.</param>
    public static NetworkCompilation Of(LayerCase layerCase, Device device) => device.Kind == DeviceKind.Simulator
        ? ForSimulator.Value
        : BySubject.GetOrAdd((LayerCases.SubjectOf(layerCase), device.IsGpu), key => new Lazy<NetworkCompilation>(() => Compile(LayerCases.Subjects[key.Subject], key.ForGpus))).Value;

    private static NetworkCompilation Compile(IEnumerable<LayerCase> cases, bool forGpus) =>
        new(cases.DistinctBy(other => other.ClassName).ToDictionary(other => other.ClassName, other => other.Source), forGpus);
}
