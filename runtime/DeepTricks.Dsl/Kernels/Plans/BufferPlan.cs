using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// Places buffers in one arena: two that are never alive in the same phase may share memory. The compiler fixes which buffers
/// there are and when they live; their sizes follow from the hyperparameters.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BufferPlan
{
    private const long Line = 16;

    /// <summary>Whether no buffers share memory, on this thread: what a program computes must not depend on it, which tests show.</summary>
    [ThreadStatic]
    internal static bool KeepsApart;

    private readonly List<(long Floats, int First, int Last)> buffers = [];
    private long[] offsets = [];
    private Floats start;

    /// <summary>Floats of the arena.</summary>
    public long Total { get; private set; }

    /// <summary>The most floats that are alive in one phase.</summary>
    public long Peak => buffers.Count == 0
        ? 0
        : Enumerable.Range(0, buffers.Max(b => b.Last) + 1).Max(phase => buffers.Where(b => b.First <= phase && phase <= b.Last).Sum(b => b.Floats));

    /// <summary>A buffer's place, after <see cref="Allocate"/>.</summary>
    public Floats this[int buffer] => start + (nint)offsets[buffer];

    /// <summary>Adds a buffer and returns its number.</summary>
    /// <param name="floats">Its floats.</param>
    /// <param name="first">First phase that touches it.</param>
    /// <param name="last">Last phase that touches it.</param>
    public int Add(long floats, int first, int last)
    {
        // One spare line at the end: vectors of the last channels may be wider than what is left.
        buffers.Add((((Math.Max(1, floats) + Line - 1) / Line * Line) + Line, first, last));
        return buffers.Count - 1;
    }

    /// <summary>Offset of a buffer in floats.</summary>
    public long Offset(int buffer) => offsets[buffer];

    /// <summary>Places all buffers, the largest first, each at the lowest place that no other needs while it lives.</summary>
    /// <exception cref="InsufficientMemoryException">The system has not that much memory.</exception>
    public NativeArena Allocate()
    {
        Place();
        var arena = new NativeArena(Total * sizeof(float));
        start = arena.Take(Total);
        return arena;
    }

    /// <summary>Works the places out without allocating.</summary>
    internal void Place()
    {
        offsets = new long[buffers.Count];
        var placed = new List<int>();
        foreach (int buffer in Enumerable.Range(0, buffers.Count).OrderByDescending(i => buffers[i].Floats).ThenBy(i => i))
        {
            var (floats, first, last) = buffers[buffer];
            long offset = 0;
            foreach (int other in placed.Where(p => KeepsApart || (buffers[p].First <= last && first <= buffers[p].Last)).OrderBy(p => offsets[p]))
            {
                if (offset + floats <= offsets[other])
                {
                    break;
                }

                offset = Math.Max(offset, offsets[other] + buffers[other].Floats);
            }

            offsets[buffer] = offset;
            placed.Add(buffer);
            Total = Math.Max(Total, offset + floats);
        }

        Total = Math.Max(Total, Line);
    }
}
