using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>The samples of a step on a device: a data set as a whole where it fits beside all else, or batch by batch.</summary>
internal abstract class GpuSamples : IDisposable
{
    private protected GpuSamples(GpuMachine machine, Network network, Dataset data, int maximumBatch)
    {
        Machine = machine;
        Network = network;
        Data = data;
        OrderMemory = GpuMemory.Allocate<int>(machine, maximumBatch);
    }

    /// <summary>The data set.</summary>
    public Dataset Data { get; }

    /// <summary>Where the samples of the step are.</summary>
    public abstract SampleMemory Memory { get; }

    /// <summary>The samples of the step, by their number in <see cref="Memory"/>.</summary>
    public ArrayView<int> Order => OrderMemory.View;

    private protected GpuMachine Machine { get; }

    private protected Network Network { get; }

    private protected MemoryBuffer1D<int, Stride1D.Dense> OrderMemory { get; }

    /// <summary>Makes room for the samples of steps.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="network">The network that is trained.</param>
    /// <param name="data">The data set.</param>
    /// <param name="maximumBatch">The most samples in a step.</param>
    /// <param name="streams">Whether to bring each batch by itself although all fits, for tests.</param>
    /// <exception cref="DeviceMemoryException">There is no room for a batch either.</exception>
    public static GpuSamples Of(GpuMachine machine, Network network, Dataset data, int maximumBatch, bool streams)
    {
        long sample = ((long)data.SampleLength + data.TargetLength + network.Outputs.Count) * sizeof(float);

        // A quarter stays free: of OpenCL devices only the whole memory is known, and other programs use the card as well.
        bool fits = sample * data.Count < machine.FreeBytes / 4 * 3 && (long)data.Count * Math.Max(data.SampleLength, data.TargetLength) <= int.MaxValue;
        return fits && !streams ? new ResidentSamples(machine, network, data, maximumBatch) : new StreamedSamples(machine, network, data, maximumBatch);
    }

    /// <summary>Sees to it that the launches enqueued from here on find the samples of a batch.</summary>
    public abstract void Take(in Batch batch);

    /// <inheritdoc/>
    public virtual void Dispose() => OrderMemory.Dispose();
}
