using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>
/// Orders work items into phases with a barrier between them. A barrier stands only where a task needs what a task of another
/// worker writes; items of one domain that touch their own parts alone run on without one.
/// </summary>
internal static class Schedule
{
    /// <summary>The phases, each a list of items.</summary>
    public static List<List<WorkItem>> Of(IEnumerable<WorkItem> items)
    {
        var phases = new List<List<WorkItem>>();
        foreach (var item in items)
        {
            bool startsPhase = phases.Count == 0
                || phases[phases.Count - 1].Any(earlier => earlier.ChecksLoss || Conflict(earlier, item));
            if (startsPhase)
            {
                phases.Add([]);
            }

            phases[phases.Count - 1].Add(item);
        }

        return phases;
    }

    /// <summary>The first and last phase that touches each buffer.</summary>
    public static Dictionary<string, (int First, int Last)> Lifetimes(List<List<WorkItem>> phases)
    {
        var lifetimes = new Dictionary<string, (int First, int Last)>();
        for (int phase = 0; phase < phases.Count; phase++)
        {
            foreach (var access in phases[phase].SelectMany(item => item.Accesses))
            {
                lifetimes[access.Buffer] = lifetimes.TryGetValue(access.Buffer, out var known) ? (known.First, phase) : (phase, phase);
            }
        }

        return lifetimes;
    }

    private static bool Conflict(WorkItem earlier, WorkItem later)
    {
        foreach (var a in earlier.Accesses)
        {
            foreach (var b in later.Accesses)
            {
                bool touches = a.Buffer == b.Buffer && (a.Writes || b.Writes);
                bool own = earlier.Domain.Name == later.Domain.Name
                    && (earlier.Domain == WorkDomain.Single || (a.Reach == Reach.Own && b.Reach == Reach.Own));
                if (touches && !own)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
