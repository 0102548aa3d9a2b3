using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Ends a worker that waits for one that failed. <see cref="WorkerTeam"/> catches it and reports the failure itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerAbandonedException : Exception
{
    internal WorkerAbandonedException()
        : base("Another worker of this run failed.")
    {
    }
}
