using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DeepTricks.Dsl.Package.Tests;

/// <summary>What a machine needs beside the .NET SDK to compile ahead of time, and a processor to run the result.</summary>
internal static class NativeTools
{
    /// <summary>Skips the test, with a reason, where something is missing.</summary>
    public static void Require()
    {
        Skip.If(
            RuntimeInformation.ProcessArchitecture == Architecture.X64 && !Avx2.IsSupported,
            "this processor, or this run, has no 256-bit vectors, which programs compiled ahead of time need unless told otherwise");
        Skip.IfNot(HasLinker(), OperatingSystem.IsWindows() ? "Visual Studio's C++ tools are not installed" : "neither clang nor gcc is installed");
    }

    private static bool HasLinker() => OperatingSystem.IsWindows()
        ? File.Exists(Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft Visual Studio", "Installer", "vswhere.exe"))
        : Environment.GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));
}
