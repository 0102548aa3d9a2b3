using System.ComponentModel;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// What a network's programs of a GPU share: memory in one piece by lifetimes, products, kernels, and how launches are cut into
/// groups. The compiler derives the programs, whose code is the network: straight sequences of launches.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class GpuProgram : IDisposable
{
    /// <summary>The most groups that leave sums of one channel.</summary>
    protected const int MostParts = 64;

    /// <summary>Channels that the threads of a group stand side by side over, at most: what memory hands out at a time.</summary>
    private const int MostAcross = 32;

    /// <summary>Pixels that a thread takes at least, before there are more groups.</summary>
    private const int PixelsOfThread = 4;

    private readonly BufferPlan plan = new();
    private MemoryBuffer1D<float, Stride1D.Dense>? arena;
    private MemoryBuffer1D<int, Stride1D.Dense>? tickets;
    private long workspaceFloats = 16;
    private int mostTickets = 16;

    private protected GpuProgram(Network network, int maximumBatch)
    {
        Network = network;
        MaximumBatch = maximumBatch;
        Stored = network.GpuWeights;
    }

    /// <summary>The most samples of a run.</summary>
    public int MaximumBatch { get; }

    /// <summary>Launches of the last run.</summary>
    internal int Launches { get; private protected set; }

    /// <summary>Bytes of the buffers, and the most of them that are alive in one launch.</summary>
    internal (long Arena, long Live) Bytes => (plan.Total * sizeof(float), plan.Peak * sizeof(float));

    internal Network Network { get; }

    internal GpuMachine Machine => Stored.Machine;

    internal ArrayView<float> Workspace => arena!.View.SubView(plan.Total, workspaceFloats);

    internal ArrayView<int> Tickets => tickets!.View;

    /// <summary>Samples of the current run.</summary>
    protected int Count { get; private protected set; }

    private protected GpuWeights Stored { get; }

    /// <summary>What all launches of the run have in common.</summary>
    private protected GpuStep Current { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Machine.Gate)
        {
            Machine.Stream.Synchronize();
            DisposeMemory();
        }

        GC.SuppressFinalize(this);
    }

    internal ArrayView<float> Weights(int parameter) => Stored.Of(Stored.All, parameter);

    internal virtual ArrayView<float> WeightGradients(int parameter) => throw new InvalidOperationException("this program does not train");

    internal int ParameterOf(int layer, ParameterRole role)
    {
        for (int i = 0; i < Network.Parameters.Count; i++)
        {
            if (Network.Parameters[i].Layer == layer && Network.Parameters[i].Role == role)
            {
                return i;
            }
        }

        return -1;
    }

    internal void ReserveWorkspace(long floats, int counters)
    {
        workspaceFloats = Math.Max(workspaceFloats, floats);
        mostTickets = Math.Max(mostTickets, counters);
    }

    internal void CountLaunch() => Launches++;

    /// <summary>Enqueues the run's launches.</summary>
    protected abstract void Enqueue();

    /// <summary>Plans the products of a layer.</summary>
    protected GpuLayerProduct Product(int layer, bool weightGradient, bool inputGradient) => new(this, layer, weightGradient, inputGradient);

    /// <summary>Reserves a buffer for the time between two launches.</summary>
    protected int Reserve(long floats, int first, int last) => floats <= int.MaxValue
        ? plan.Add(floats, first, last)
        : throw new NotSupportedException(FormattableString.Invariant($"a tensor of {MaximumBatch} samples has {floats} numbers, more than kernels can count; use a smaller batch"));

    /// <summary>Allocates what was reserved.</summary>
    /// <exception cref="DeviceMemoryException">The device has not that much; nothing was run.</exception>
    protected void Allocate()
    {
        plan.Place();
        long floats = plan.Total + workspaceFloats;
        GpuMemory.Check(Machine, (floats * sizeof(float)) + (mostTickets * sizeof(int)) + MoreBytes);
        arena = GpuMemory.Allocate<float>(Machine, floats);
        tickets = GpuMemory.Allocate<int>(Machine, mostTickets);
        AllocateMore();
    }

    /// <summary>A buffer's memory.</summary>
    protected ArrayView<float> At(int place, long floats) => arena!.View.SubView(plan.Offset(place), floats);

    /// <summary>A stored tensor.</summary>
    protected ArrayView<float> Parameter(int parameter) => Weights(parameter);

    /// <summary>A layer's setting, as the network was built.</summary>
    protected float Setting(int layer, string name) => (float)Network.Spec.Layers[layer][name];

    /// <summary>Where an input layer's numbers start in a sample.</summary>
    protected int InputStart(int layer) => Network.InputStart(layer);

    /// <summary>Loads a kernel.</summary>
    protected GpuKernel<TNumbers> Kernel<TNumbers>(Action<TNumbers> kernel)
        where TNumbers : struct, IGpuNumbers => new(Machine.Load(kernel));

    /// <summary>Enqueues a kernel.</summary>
    protected void Run<TNumbers>(GpuKernel<TNumbers> kernel, TNumbers numbers)
        where TNumbers : struct, IGpuNumbers
    {
        var step = numbers.Step;
        kernel.Launch(Machine.Stream, new KernelConfig(new Index3D(step.Groups, step.GroupsAcross, 1), new Index3D(Machine.Threads, 1, 1)), numbers);
        Launches++;
    }

    /// <summary>Threads over channels and pixels of a tensor, for launches that sum nothing.</summary>
    protected GpuStep Strips(GpuTensor over) => Cut(over, PixelsOfThread, Math.Max(1, Machine.BusyGroups * 8));

    /// <summary>As <see cref="Strips(GpuTensor)"/>, for a launch that adds up what one over another tensor summed.</summary>
    protected GpuStep Strips(GpuTensor over, GpuTensor summed)
    {
        var step = Strips(over);
        step.SummedParts = SummingStrips(summed).Groups;
        return step;
    }

    /// <summary>As <see cref="Strips(GpuTensor)"/>, with so few groups over each channel that their sums are soon added up.</summary>
    protected GpuStep SummingStrips(GpuTensor over) => Cut(over, PixelsOfThread * 2, MostParts);

    /// <summary>One group over each channel.</summary>
    protected GpuStep WholeColumns(GpuTensor over) => Cut(over, 1, 1, MostAcross / 4);

    private protected virtual long MoreBytes => 0;

    private protected virtual void AllocateMore()
    {
    }

    private protected virtual void DisposeMemory()
    {
        arena?.Dispose();
        tickets?.Dispose();
    }

    private GpuStep Cut(GpuTensor over, int pixelsOfThread, int mostGroups, int mostAcross = MostAcross)
    {
        int across = 1;
        while (across < over.Channels && across < Math.Min(mostAcross, Machine.Threads / 4))
        {
            across *= 2;
        }

        long pixels = (long)Count * over.Pixels;
        int down = Machine.Threads / across * pixelsOfThread;
        var step = Current;
        step.Count = Count;
        step.Across = across;
        step.GroupsAcross = (over.Channels + across - 1) / across;
        step.Groups = (int)Math.Clamp((pixels + down - 1) / down, 1, Math.Max(1, Math.Min(mostGroups, Math.Max(2, Machine.BusyGroups * 8 / step.GroupsAcross))));
        return step;
    }
}
