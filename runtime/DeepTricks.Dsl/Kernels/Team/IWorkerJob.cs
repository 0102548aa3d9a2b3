using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>What every worker of a team runs at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWorkerJob
{
    /// <summary>Does this worker's share. All workers of a run must reach the same barriers.</summary>
    void Run(Worker worker);
}
