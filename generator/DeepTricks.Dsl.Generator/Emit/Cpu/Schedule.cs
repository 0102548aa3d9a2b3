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
    /// <param name="items">The items in order.</param>
    /// <param name="joints">The joint buffer that a buffer may lie in.</param>
    public static List<List<WorkItem>> Of(IEnumerable<WorkItem> items, IReadOnlyDictionary<string, string>? joints = null)
    {
        var phases = new List<List<WorkItem>>();
        foreach (var item in items)
        {
            bool startsPhase = phases.Count == 0
                || phases[phases.Count - 1].Any(earlier => earlier.ChecksLoss || Conflict(earlier, item, joints ?? None));
            if (startsPhase)
            {
                phases.Add([]);
            }

            phases[phases.Count - 1].Add(item);
        }

        return phases;
    }

    /// <summary>The first and last phase that touches each buffer, or a buffer inside it.</summary>
    public static Dictionary<string, (int First, int Last)> Lifetimes(List<List<WorkItem>> phases, IReadOnlyDictionary<string, string>? joints = null)
    {
        var lifetimes = new Dictionary<string, (int First, int Last)>();
        for (int phase = 0; phase < phases.Count; phase++)
        {
            foreach (var access in phases[phase].SelectMany(item => item.Accesses))
            {
                foreach (string buffer in WithJoints(access.Buffer, joints ?? None))
                {
                    lifetimes[buffer] = lifetimes.TryGetValue(buffer, out var known) ? (known.First, phase) : (phase, phase);
                }
            }
        }

        return lifetimes;
    }

    private static readonly Dictionary<string, string> None = [];

    /// <summary>The buffer and the joint ones that it lies in.</summary>
    private static IEnumerable<string> WithJoints(string buffer, IReadOnlyDictionary<string, string> joints)
    {
        yield return buffer;
        while (joints.TryGetValue(buffer, out string? joint))
        {
            yield return buffer = joint;
        }
    }

    private static bool Conflict(WorkItem earlier, WorkItem later, IReadOnlyDictionary<string, string> joints)
    {
        foreach (var a in earlier.Accesses)
        {
            foreach (var b in later.Accesses)
            {
                bool overlap = a.Buffer == b.Buffer || (joints.Count > 0 && (WithJoints(a.Buffer, joints).Contains(b.Buffer) || WithJoints(b.Buffer, joints).Contains(a.Buffer)));
                bool touches = overlap && (a.Writes || b.Writes);
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
