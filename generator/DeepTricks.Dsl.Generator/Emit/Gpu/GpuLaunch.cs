using System.Collections.Generic;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>One launch of a step, or a few that belong together.</summary>
/// <param name="Title">What it computes, for the comment above it.</param>
/// <param name="Statement">C# that enqueues it.</param>
/// <param name="Buffers">Fields of the buffers that it touches.</param>
internal sealed record GpuLaunch(string Title, string Statement, params string[] Buffers)
{
    /// <summary>The first and last launch that touches each buffer.</summary>
    public static Dictionary<string, (int First, int Last)> Lifetimes(IReadOnlyList<GpuLaunch> launches)
    {
        var lifetimes = new Dictionary<string, (int First, int Last)>();
        for (int i = 0; i < launches.Count; i++)
        {
            foreach (string buffer in launches[i].Buffers)
            {
                lifetimes[buffer] = lifetimes.TryGetValue(buffer, out var known) ? (known.First, i) : (i, i);
            }
        }

        return lifetimes;
    }
}
