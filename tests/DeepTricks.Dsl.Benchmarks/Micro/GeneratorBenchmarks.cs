using BenchmarkDotNet.Attributes;

namespace DeepTricks.Dsl.Benchmarks.Micro;

/// <summary>The generator's run after a keystroke.</summary>
public class GeneratorBenchmarks
{
    private KeystrokeScenario scenario = null!;

    [GlobalSetup]
    public void Open() => scenario = new KeystrokeScenario();

    [IterationSetup(Target = nameof(KeystrokeInside))]
    public void TypeInside() => scenario.TypeInside();

    [IterationSetup(Target = nameof(KeystrokeElsewhere))]
    public void TypeElsewhere() => scenario.TypeElsewhere();

    [IterationSetup(Target = nameof(RenamingElsewhere))]
    public void RenameElsewhere() => scenario.RenameElsewhere();

    [Benchmark]
    public TimeSpan KeystrokeInside() => scenario.Generate();

    [Benchmark]
    public TimeSpan KeystrokeElsewhere() => scenario.Generate();

    [Benchmark]
    public TimeSpan RenamingElsewhere() => scenario.Generate();
}
