using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A data set on a device, whole where it fits beside all else, or the samples of a batch; and the order of a batch in it.</summary>
internal sealed class GpuSamples : IDisposable
{
    private readonly GpuMachine machine;
    private readonly int[]?[] labels;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> numbers;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> targets;
    private readonly MemoryBuffer1D<int, Stride1D.Dense>?[] labelMemory;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> order;
    private readonly int rows;
    private float[] converted = [];

    private GpuSamples(GpuMachine machine, Network network, Dataset data, int rows, int maximumBatch)
    {
        this.machine = machine;
        this.rows = rows;
        Data = data;
        numbers = GpuMemory.Allocate<float>(machine, (long)rows * data.SampleLength);
        targets = GpuMemory.Allocate<float>(machine, Math.Max(1, (long)rows * data.TargetLength));
        labels = [.. network.Outputs.Select(output => output.HasLabels ? LabelsFor(output) : null)];
        labelMemory = [.. labels.Select(own => own is null ? null : GpuMemory.Allocate<int>(machine, rows))];
        order = GpuMemory.Allocate<int>(machine, maximumBatch);
    }

    /// <summary>The data set.</summary>
    public Dataset Data { get; }

    /// <summary>The samples.</summary>
    public ArrayView<float> Numbers => numbers.View;

    /// <summary>The samples' targets.</summary>
    public ArrayView<float> Targets => targets.View;

    /// <summary>The samples of the batch, by their number in what is on the device.</summary>
    public ArrayView<int> Order => order.View;

    private bool IsWhole => rows == Data.Count;

    /// <summary>Makes room for a data set, and copies it if it fits.</summary>
    public static GpuSamples Of(GpuMachine machine, Network network, Dataset data, int maximumBatch)
    {
        long sample = ((long)data.SampleLength + data.TargetLength + network.Outputs.Count) * sizeof(float);

        // A quarter stays free: of OpenCL devices only the whole memory is known, and other programs use the card as well.
        bool fits = sample * data.Count < machine.FreeBytes / 4 * 3 && (long)data.Count * Math.Max(data.SampleLength, data.TargetLength) <= int.MaxValue;
        var samples = new GpuSamples(machine, network, data, fits ? data.Count : maximumBatch, maximumBatch);
        if (samples.IsWhole)
        {
            samples.Upload(0, data.Count, 0);
        }

        return samples;
    }

    /// <summary>The classes of the samples for one of the network's outputs.</summary>
    public ArrayView<int> LabelsOf(int output) => labelMemory[output]!.View;

    /// <summary>Brings the order of a batch, and its samples if they are not there, onto the device.</summary>
    public void Take(in Batch batch)
    {
        if (IsWhole)
        {
            order.View.SubView(0, batch.Count).CopyFromCPU(machine.Stream, batch.Order.AsSpan(batch.First, batch.Count));
            return;
        }

        Span<int> places = stackalloc int[1];
        for (int i = 0; i < batch.Count; i++)
        {
            Upload(batch.Order[batch.First + i], 1, i);
            places[0] = i;
            order.View.SubView(i, 1).CopyFromCPU(machine.Stream, places);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        numbers.Dispose();
        targets.Dispose();
        order.Dispose();
        foreach (var memory in labelMemory)
        {
            memory?.Dispose();
        }
    }

    /// <summary>The classes for an output: the data set's labels, or a column of its targets.</summary>
    private int[] LabelsFor(NetworkOutput output) => Data.Labels
        ?? [.. Enumerable.Range(0, Data.Count).Select(sample => (int)Data.Targets![(sample * Data.TargetLength) + output.TargetStart])];

    private void Upload(int first, int count, int row)
    {
        const int Block = 1 << 20;
        int length = Data.SampleLength;
        int samplesOfBlock = Math.Max(1, Block / length);
        for (int at = 0; at < count; at += samplesOfBlock)
        {
            int now = Math.Min(samplesOfBlock, count - at);
            numbers.View.SubView((long)(row + at) * length, (long)now * length).CopyFromCPU(machine.Stream, NumbersOf(first + at, now));
        }

        if (Data.Targets is { } all && Data.TargetLength > 0)
        {
            targets.View.SubView((long)row * Data.TargetLength, (long)count * Data.TargetLength)
                .CopyFromCPU(machine.Stream, all.AsSpan(first * Data.TargetLength, count * Data.TargetLength));
        }

        for (int output = 0; output < labels.Length; output++)
        {
            if (labels[output] is { } own)
            {
                labelMemory[output]!.View.SubView(row, count).CopyFromCPU(machine.Stream, own.AsSpan(first, count));
            }
        }

        // What was converted must not change before it is copied.
        machine.Stream.Synchronize();
    }

    private ReadOnlySpan<float> NumbersOf(int first, int count)
    {
        int length = Data.SampleLength;
        if (Data.Numbers is { } floats)
        {
            return floats.AsSpan(first * length, count * length);
        }

        machine.Stream.Synchronize();
        Array.Resize(ref converted, Math.Max(converted.Length, count * length));
        var bytes = Data.Bytes.AsSpan(first * length, count * length);
        for (int i = 0; i < bytes.Length; i++)
        {
            converted[i] = bytes[i];
        }

        return converted.AsSpan(0, count * length);
    }
}
