using System.ComponentModel;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>The buffers and phases that answer for up to <see cref="MaximumBatch"/> samples. The compiler derives one class per network.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PredictionProgram(int maximumBatch) : IDisposable, IWorkerJob
{
    /// <summary>The most samples that one run takes.</summary>
    public int MaximumBatch { get; } = maximumBatch;

    /// <summary>Memory of the buffers.</summary>
    protected NativeArena? Memory { get; set; }

    /// <summary>Samples of the current run.</summary>
    protected int Count { get; private set; }

    /// <summary>The samples, one after another.</summary>
    protected Floats Input { get; private set; }

    /// <summary>Where the answers go, one sample after another.</summary>
    protected Floats Output { get; private set; }

    /// <summary>Sets what the next run reads and writes.</summary>
    internal void Bind(Floats input, Floats output, int count, PreparedWeights weights)
    {
        Input = input;
        Output = output;
        Count = count;
        UseWeights(weights);
    }

    /// <inheritdoc/>
    public void Run(Worker worker) => Answer(worker);

    /// <inheritdoc/>
    public void Dispose()
    {
        Memory?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the weights of the next run.</summary>
    protected abstract void UseWeights(PreparedWeights weights);

    /// <summary>All phases, one worker's part.</summary>
    protected abstract void Answer(Worker worker);
}
