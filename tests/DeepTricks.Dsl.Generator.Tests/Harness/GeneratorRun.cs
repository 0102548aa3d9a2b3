using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>What the compiler made of sources.</summary>
/// <param name="Output">The sources with the generated files.</param>
/// <param name="Files">The generated files by name.</param>
/// <param name="GeneratorDiagnostics">What the generator reported.</param>
/// <param name="Diagnostics">What the analyzer reported, in source order.</param>
internal sealed record GeneratorRun(
    Compilation Output, IReadOnlyDictionary<string, string> Files, ImmutableArray<Diagnostic> GeneratorDiagnostics, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Asserts that the generator is quiet and that sources and generated files compile without warnings.</summary>
    public void AssertCompiles()
    {
        Assert.Empty(GeneratorDiagnostics);
        Assert.Empty(Compilations.Complaints(Output));
    }

    /// <summary>Compiles and loads the assembly.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        var result = Output.WithOptions(((CSharpCompilationOptions)Output.Options).WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>New hyperparameters of the network of that full name.</summary>
    public HyperparameterSet NewHyperparameters(string network)
        => (HyperparameterSet)Activator.CreateInstance(Load().GetType(network + "+Hyperparameters", throwOnError: true)!)!;
}
