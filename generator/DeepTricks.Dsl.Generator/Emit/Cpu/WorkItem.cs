using System.Collections.Generic;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>Which part of a buffer a task touches.</summary>
internal enum Reach
{
    /// <summary>Only the task's own part, which no other task of the same domain touches.</summary>
    Own,

    /// <summary>Any part.</summary>
    All,
}

/// <summary>A buffer that a work item reads or writes.</summary>
internal readonly record struct Access(string Buffer, bool Writes, Reach Reach);

/// <summary>One piece of a step: what each of its tasks does, and which buffers that touches.</summary>
internal sealed class WorkItem(string title, WorkDomain domain)
{
    /// <summary>What it computes, for the comment above it.</summary>
    public string Title { get; } = title;

    /// <summary>What its tasks are.</summary>
    public WorkDomain Domain { get; } = domain;

    /// <summary>Statements before the samples of a task; only for tasks that are runs of samples.</summary>
    public List<string> Before { get; } = [];

    /// <summary>Statements for each sample of a task, or for the task itself where it is not a run of samples.</summary>
    public List<string> Each { get; } = [];

    /// <summary>
    /// Statements for all samples of a run at once, or, with a <see cref="Block"/>, for those from <c>first</c> to before <c>end</c>.
    /// </summary>
    public List<string> Whole { get; } = [];

    /// <summary>C# for the number of samples that <see cref="Whole"/> is best given at a time; null for all of a run.</summary>
    public string? Block { get; set; }

    /// <summary>Statements after the samples of a task.</summary>
    public List<string> After { get; } = [];

    /// <summary>What it touches.</summary>
    public List<Access> Accesses { get; } = [];

    /// <summary>The layer whose output is complete after this item, and its tensor: looked at in a checking step.</summary>
    public (string Layer, string Field, string Length)? Output { get; set; }

    /// <summary>Whether the step may end behind this item because the loss is not finite.</summary>
    public bool ChecksLoss { get; set; }

    public WorkItem Reads(string buffer, Reach reach = Reach.Own)
    {
        Accesses.Add(new Access(buffer, false, reach));
        return this;
    }

    public WorkItem Writes(string buffer, Reach reach = Reach.Own)
    {
        Accesses.Add(new Access(buffer, true, reach));
        return this;
    }
}

/// <summary>What tasks are: a name that is equal for items whose tasks own the same parts, and the C# of their number.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tasks">C# for the number of tasks; empty for one worker alone.</param>
/// <param name="Opening">Statements at the start of a task.</param>
internal sealed record WorkDomain(string Name, string Tasks, string Opening = "")
{
    /// <summary>Runs of samples.</summary>
    public static readonly WorkDomain Chunks = new("chunks", "Chunks");

    /// <summary>One worker, while the others wait or go on.</summary>
    public static readonly WorkDomain Single = new("single", "");
}
