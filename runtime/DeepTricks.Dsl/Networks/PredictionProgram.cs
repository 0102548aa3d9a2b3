using System.ComponentModel;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>The buffers and phases that answer for up to <see cref="MaximumBatch"/> samples. The compiler derives one class per network.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PredictionProgram(Network network, int maximumBatch) : IDisposable, IWorkerJob
{
    /// <summary>Bands of rows that one sample alone is cut into, so that all workers have a part of it.</summary>
    private const int BandsOfOneSample = 8;

    private NativeArena? workspace;
    private Floats workspaceStart;
    private long workspaceFloats;

    /// <summary>The most samples that one run takes.</summary>
    public int MaximumBatch { get; } = maximumBatch;

    /// <summary>Bands of rows that each sample is cut into.</summary>
    protected int Bands => Count == 1 ? BandsOfOneSample : 1;

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
        if (workspace is null && workspaceFloats > 0)
        {
            // Only a sample alone is answered by several workers together.
            long all = workspaceFloats * (MaximumBatch == 1 ? network.Device.Threads : 1);
            workspace = NativeArena.For(all);
            workspaceStart = workspace.Take(all);
        }
    }

    /// <inheritdoc/>
    public void Run(Worker worker) => Answer(worker);

    /// <inheritdoc/>
    public void Dispose()
    {
        Memory?.Dispose();
        workspace?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Copies a sample of the run into a tensor.</summary>
    protected void Take(int sample, Floats destination, int rows, int pixels, int channels, int pixelStride, nint rowPitch, RescaleNumbers numbers) =>
        SampleReader.Copy(
            (Input + ((nint)sample * network.InputLength)).AsSpan(network.InputLength), destination, rows, pixels, channels, pixelStride, rowPitch, numbers.Factor, numbers.Summand);

    /// <summary>Where the answer for a sample goes.</summary>
    protected Floats AnswerOf(int sample) => Output + ((nint)sample * network.OutputLength);

    /// <summary>Memory of a worker that each task may use as it likes.</summary>
    protected Floats Workspace(Worker worker) => workspaceStart + (nint)(worker.Index * workspaceFloats);

    /// <summary>Makes sure of a worker's memory to work with.</summary>
    protected void ReserveWorkspace(long floats) => workspaceFloats = Math.Max(workspaceFloats, floats);

    /// <summary>The tensor of a parameter.</summary>
    protected Floats Tensor(int parameter) => network.Parameters[parameter].Values;

    /// <summary>A layer's setting, as the network was built.</summary>
    protected float Setting(int layer, string name) => (float)network.Spec.Layers[layer][name];

    /// <summary>Takes the weights of the next run.</summary>
    protected abstract void UseWeights(PreparedWeights weights);

    /// <summary>All phases, one worker's part.</summary>
    protected abstract void Answer(Worker worker);
}
