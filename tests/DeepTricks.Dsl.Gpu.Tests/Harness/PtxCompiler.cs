using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>Compiles kernels for NVIDIA's devices, which needs none, and assembles them where the assembler is at hand.</summary>
internal static partial class PtxCompiler
{
    /// <summary>NVIDIA's assembler: the file that the variable names, or the one on the path.</summary>
    public static string? Assembler { get; } = Environment.GetEnvironmentVariable("PTXAS") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "ptxas")).FirstOrDefault(File.Exists);

    /// <summary>The kernel's PTX for sm_80.</summary>
    public static string Compile(MethodInfo kernel)
    {
        // A failed compilation leaves the library's context unusable, so that each kernel has its own.
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O1));
        using var backend = new PTXBackend(
            context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_78, null);
        var compiled = (PTXCompiledKernel)backend.Compile(
            EntryPointDescription.FromExplicitlyGroupedKernel(kernel), new KernelSpecialization(GroupSums.MostThreads, null));
        return compiled.PTXAssembly;
    }

    /// <summary>Assembles PTX for sm_80 and for sm_90, and reports the most bytes of local memory that the threads take together: stack frames and spills.</summary>
    /// <param name="ptx">A kernel each. One run of the assembler takes them all, since it takes longer to start than for most kernels.</param>
    /// <exception cref="InvalidOperationException">The assembler refused one.</exception>
    public static int LocalBytes(params IReadOnlyList<string> ptx)
    {
        var folder = Directory.CreateTempSubdirectory("ptx");
        try
        {
            string[] files = [.. ptx.Select((_, number) => Path.Combine(folder.FullName, $"{number}.ptx"))];
            for (int i = 0; i < files.Length; i++)
            {
                // Names must differ within a run, which those of training's and prediction's kernels do not.
                string entry = EntryName().Match(ptx[i]).Groups[1].Value;
                File.WriteAllText(files[i], ptx[i].Replace(entry, FormattableString.Invariant($"{entry}_{i}"), StringComparison.Ordinal));
            }

            return new[] { "sm_80", "sm_90" }.AsParallel().Max(architecture => Assemble(files, architecture));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Assemble(string[] files, string architecture)
    {
        using var assembler = Process.Start(new ProcessStartInfo(Assembler!, ["-arch=" + architecture, "-v", .. files, "-o", "/dev/null"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = assembler.StandardOutput.ReadToEndAsync();
        string told = assembler.StandardError.ReadToEnd() + output.Result;
        assembler.WaitForExit();
        if (assembler.ExitCode != 0)
        {
            throw new InvalidOperationException(told);
        }

        var matches = LocalMemory().Matches(told);
        return matches.Count >= files.Length
            ? matches.Sum(match => match.Groups.Values.Skip(1).Sum(number => int.Parse(number.Value)))
            : throw new InvalidOperationException($"{files.Length} kernels, but the assembler told of {matches.Count}:\n{told}");
    }

    [GeneratedRegex("(\\d+) bytes stack frame, (\\d+) bytes spill stores, (\\d+) bytes spill loads")]
    private static partial Regex LocalMemory();

    [GeneratedRegex("\\.entry (\\w+)")]
    private static partial Regex EntryName();
}
