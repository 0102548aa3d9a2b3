using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Emit.Cpu;
using DeepTricks.Dsl.Generator.Emit.Model;
using DeepTricks.Dsl.Generator.Emit.Writer;
using DeepTricks.Dsl.Generator.Rules;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>What the last stage made.</summary>
/// <param name="Files">The files, under their full names.</param>
/// <param name="Failure">What went wrong in the generator itself, or null.</param>
internal sealed record EmittedNetwork(EquatableArray<GeneratedFile> Files, string? Failure);

/// <summary>The last stage: from a checked network to files.</summary>
internal static class Emission
{
    /// <summary>
    /// Writes a network's files. Of a network that cannot be built, the public surface is written all the same, so that one mistake is one error
    /// rather than one for each use of the class.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="forGpus">Whether to write code for GPUs too.</param>
    public static EmittedNetwork Emit(Outcome<CheckedNetwork> network, bool forGpus)
    {
        if (network.Value is not { } value)
        {
            return new EmittedNetwork(default, network.Failure);
        }

        if (!value.Declaration.CanBeExtended)
        {
            return new EmittedNetwork(default, null);
        }

        var files = Outcome.Of(() => Files(value, value.Refusal, forGpus).ToList());
        if (files.Value is { } written)
        {
            return new EmittedNetwork(written.ToEquatableArray(), null);
        }

        var surface = Outcome.Of(() => Files(value, IssueIds.InternalError + ": " + files.Failure, forGpus).ToList());
        return new EmittedNetwork((surface.Value ?? []).ToEquatableArray(), files.Failure);
    }

    private static IEnumerable<GeneratedFile> Files(CheckedNetwork network, string? refusal, bool forGpus)
    {
        var files = new List<GeneratedFile>
        {
            new("Hyperparameters.g.cs", HyperparametersEmitter.Emit(network.Spec)),
            new("Network.g.cs", NetworkClassEmitter.Emit(network.Spec, network.Shapes, refusal)),
        };
        if (refusal is null)
        {
            files.AddRange(NetworkEmitter.Emit(network.Spec, network.Shapes, forGpus)
                .Select(file => file with { Source = EmittedTypeNames.Qualify(file.Source, network.Declaration.HiddenNames) }));
        }

        return files.Select(file => file with { Name = HintName(network.Spec, file.Name) });
    }

    /// <summary>The full name of a file, without the characters that Roslyn does not take in names.</summary>
    private static string HintName(NetworkSpec spec, string name)
    {
        string full = (spec.Namespace.Length == 0 ? "" : spec.Namespace + ".") + spec.ClassName + "." + name;
        return string.Concat(full.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c.ToString() : "-" + ((int)c).ToString("X4")));
    }
}
