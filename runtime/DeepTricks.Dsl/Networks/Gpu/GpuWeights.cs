using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// The stored tensors of a network on a GPU, one after the other as they lie in the network's own memory. Whichever side was
/// written last is copied to the other when that is read.
/// </summary>
internal sealed class GpuWeights : IWeightsMirror, IDisposable
{
    private readonly Floats home;
    private readonly long[] starts;
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> buffer;
    private bool isHomeNewer = true;
    private volatile bool isDeviceNewer;

    /// <summary>Allocates them; they are copied when they are first needed.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parameters">The tensors, whose memory lies in one piece.</param>
    public GpuWeights(GpuMachine machine, IReadOnlyList<Parameter> parameters)
    {
        Machine = machine;
        this.parameters = parameters;
        starts = new long[parameters.Count];
        for (int i = 0; i < parameters.Count; i++)
        {
            starts[i] = Floats;
            Floats += (parameters[i].PackedLength + GpuOptimizer.BlockFloats - 1L) / GpuOptimizer.BlockFloats * GpuOptimizer.BlockFloats;
            parameters[i].Mirror = this;
        }

        home = parameters.Count == 0 ? default : parameters[0].Home;
        buffer = GpuMemory.Allocate<float>(machine, Math.Max(GpuOptimizer.BlockFloats, Floats));
    }

    /// <summary>The machine.</summary>
    public GpuMachine Machine { get; }

    /// <summary>Floats of all tensors, each padded to a block of the optimizer's.</summary>
    public long Floats { get; }

    /// <summary>All of them.</summary>
    public ArrayView<float> All => buffer.View;

    /// <summary>Where a tensor starts.</summary>
    public long StartOf(int parameter) => starts[parameter];

    /// <summary>A tensor on the device, in a buffer that is laid out as they are.</summary>
    public ArrayView<float> Of(ArrayView<float> all, int parameter) => all.SubView(starts[parameter], parameters[parameter].PackedLength);

    /// <summary>Makes sure that the device has the newest numbers; under the machine's gate.</summary>
    public unsafe void ToDevice()
    {
        if (isHomeNewer && Floats > 0)
        {
            var span = new ReadOnlySpan<float>(home.Pointer, checked((int)Floats));
            buffer.View.CopyFromCPU(Machine.Stream, span);
            Machine.Stream.Synchronize();
        }

        isHomeNewer = false;
    }

    /// <summary>Tells that the device's numbers change; under the machine's gate.</summary>
    public void DeviceChanges() => isDeviceNewer = true;

    /// <inheritdoc/>
    public unsafe void BringHome()
    {
        if (!isDeviceNewer)
        {
            return;
        }

        lock (Machine.Gate)
        {
            if (isDeviceNewer && Floats > 0)
            {
                buffer.View.CopyToCPU(Machine.Stream, new Span<float>(home.Pointer, checked((int)Floats)));
                Machine.Stream.Synchronize();
            }

            isDeviceNewer = false;
        }
    }

    /// <inheritdoc/>
    public void HomeChanges()
    {
        BringHome();
        lock (Machine.Gate)
        {
            isHomeNewer = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Machine.Gate)
        {
            buffer.Dispose();
        }
    }
}
