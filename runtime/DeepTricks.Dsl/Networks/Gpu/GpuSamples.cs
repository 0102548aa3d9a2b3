using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A data set on a device, and the order of a batch in it.</summary>
internal sealed class GpuSamples : IDisposable
{
    private readonly GpuMachine machine;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> bytes;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> numbers;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> labels;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> targets;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> order;
    private SampleSource source;

    private GpuSamples(GpuMachine machine, Dataset data, int rows, int maximumBatch)
    {
        this.machine = machine;
        Data = data;
        IsWhole = rows == data.Count;
        bytes = GpuMemory.Allocate<byte>(machine, data.Bytes is null ? 16 : (long)rows * data.SampleLength);
        numbers = GpuMemory.Allocate<float>(machine, data.Numbers is null ? 16 : (long)rows * data.SampleLength);
        labels = GpuMemory.Allocate<int>(machine, data.Labels is null ? 16 : rows);
        targets = GpuMemory.Allocate<float>(machine, data.Targets is null ? 16 : (long)rows * data.TargetLength);
        order = GpuMemory.Allocate<int>(machine, maximumBatch);
        source = new SampleSource
        {
            Bytes = bytes.View,
            Numbers = numbers.View,
            Labels = labels.View,
            Targets = targets.View,
            Order = order.View,
            IsBytes = data.Bytes is null ? 0 : 1,
            HasLabels = data.Labels is null ? 0 : 1,
            SampleLength = data.SampleLength,
            TargetLength = data.TargetLength,
        };
    }

    /// <summary>The data set.</summary>
    public Dataset Data { get; }

    /// <summary>What kernels read.</summary>
    public ref readonly SampleSource Source => ref source;

    /// <summary>Whether the whole data set is on the device; otherwise the samples of a batch are.</summary>
    private bool IsWhole { get; }

    /// <summary>Makes room for a data set where it fits beside all else, or for the samples of a batch.</summary>
    public static GpuSamples Of(GpuMachine machine, Dataset data, int maximumBatch)
    {
        long sample = (data.Bytes is null ? (long)data.SampleLength * sizeof(float) : data.SampleLength) + sizeof(int) + ((long)data.TargetLength * sizeof(float));

        // A quarter stays free: of OpenCL devices only the whole memory is known, and other programs use the card as well.
        bool fits = sample * data.Count < machine.FreeBytes / 4 * 3;
        var samples = new GpuSamples(machine, data, fits ? data.Count : maximumBatch, maximumBatch);
        if (samples.IsWhole)
        {
            samples.Upload(0, data.Count, 0);
            machine.Stream.Synchronize();
        }

        return samples;
    }

    /// <summary>Brings the order of a batch, and its samples if they are not there, onto the device.</summary>
    public void Take(in Batch batch)
    {
        Span<int> places = stackalloc int[Math.Min(batch.Count, 512)];
        if (IsWhole)
        {
            order.View.SubView(0, batch.Count).CopyFromCPU(machine.Stream, batch.Order.AsSpan(batch.First, batch.Count));
            return;
        }

        for (int first = 0; first < batch.Count; first += places.Length)
        {
            int count = Math.Min(places.Length, batch.Count - first);
            for (int i = 0; i < count; i++)
            {
                places[i] = first + i;
                Upload(batch.Order[batch.First + first + i], 1, first + i);
            }

            order.View.SubView(first, count).CopyFromCPU(machine.Stream, places[..count]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bytes.Dispose();
        numbers.Dispose();
        labels.Dispose();
        targets.Dispose();
        order.Dispose();
    }

    private void Upload(int first, int count, int row)
    {
        Copy(Data.Bytes, bytes, Data.SampleLength);
        Copy(Data.Numbers, numbers, Data.SampleLength);
        Copy(Data.Labels, labels, 1);
        Copy(Data.Targets, targets, Data.TargetLength);

        void Copy<T>(T[]? values, MemoryBuffer1D<T, Stride1D.Dense> to, int length)
            where T : unmanaged
        {
            if (values is not null && length > 0)
            {
                to.View.SubView((long)row * length, (long)count * length).CopyFromCPU(machine.Stream, values.AsSpan(first * length, count * length));
            }
        }
    }
}
