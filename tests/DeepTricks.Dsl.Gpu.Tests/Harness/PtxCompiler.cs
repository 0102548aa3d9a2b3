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

    /// <summary>Assembles PTX and reports the bytes of local memory that each thread takes: stack frame and spills.</summary>
    /// <exception cref="InvalidOperationException">The assembler refused it.</exception>
    public static int LocalBytes(string ptx, string architecture)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, ptx);
            using var assembler = Process.Start(new ProcessStartInfo(Assembler!, ["-arch=" + architecture, "-v", file, "-o", "/dev/null"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var output = assembler.StandardOutput.ReadToEndAsync();
            string told = assembler.StandardError.ReadToEnd() + output.Result;
            assembler.WaitForExit();
            return assembler.ExitCode == 0
                ? LocalMemory().Matches(told).Sum(match => match.Groups.Values.Skip(1).Sum(number => int.Parse(number.Value)))
                : throw new InvalidOperationException(told);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex("(\\d+) bytes stack frame, (\\d+) bytes spill stores, (\\d+) bytes spill loads")]
    private static partial Regex LocalMemory();
}
