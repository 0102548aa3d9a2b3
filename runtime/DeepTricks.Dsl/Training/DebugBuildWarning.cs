using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace DeepTricks.Dsl;

/// <summary>Says once per process that a network was compiled without optimization, and so is several times slower.</summary>
internal static class DebugBuildWarning
{
    private static int said;

    public static void SayOnce(Network network, ILogger? logger)
    {
        // The attribute is the assembly's own statement, kept by trimming and by native compilation.
        var assembly = network.GetType().Assembly;
        bool optimized = assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };
        if (optimized || Interlocked.Exchange(ref said, 1) != 0)
        {
            return;
        }

        string name = assembly.GetName().Name ?? "?";
        if (logger is not null)
        {
            TrainingLog.NotOptimized(logger, name);
        }
        else
        {
            Console.Error.WriteLine($"warning: {name} is compiled without optimization and trains several times slower; build it with -c Release");
        }
    }
}
