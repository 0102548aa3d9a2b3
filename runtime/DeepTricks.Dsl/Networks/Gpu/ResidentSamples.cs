using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A whole data set on a device. Of each batch only the order is brought there, without waiting for the steps before.</summary>
internal sealed class ResidentSamples : GpuSamples
{
    private const int NumbersAtOnce = 1 << 20;

    /// <summary>Orders of batches that may be on their way: one more than steps whose outcome may be unknown.</summary>
    private const int Places = ITrainingSteps.MostOutcomes + 1;

    private readonly HostBuffer<int> order;
    private readonly int maximumBatch;
    private int step;

    /// <summary>Brings the data set to the device.</summary>
    public ResidentSamples(GpuMachine machine, Network network, Dataset data, int maximumBatch)
        : base(machine, network, data, maximumBatch)
    {
        this.maximumBatch = maximumBatch;
        order = new HostBuffer<int>(machine, checked(maximumBatch * Places));
        Memory = new SampleMemory(machine, network, data, data.Count);
        Upload();
    }

    /// <inheritdoc/>
    public override SampleMemory Memory { get; }

    /// <inheritdoc/>
    public override void Take(in Batch batch)
    {
        // The host is never further ahead of the device than outcomes are kept: the step that used this place is done.
        int place = step++ % Places * maximumBatch;
        batch.Order.AsSpan(batch.First, batch.Count).CopyTo(order.Numbers[place..]);
        order.Upload(Machine.Stream, place, batch.Count, Order);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        order.Dispose();
        Memory.Dispose();
    }

    private void Upload()
    {
        int length = Data.SampleLength;
        int samplesAtOnce = Math.Max(1, NumbersAtOnce / length);
        var numbers = new float[Math.Min(samplesAtOnce, Data.Count) * length];
        for (int first = 0; first < Data.Count; first += samplesAtOnce)
        {
            int count = Math.Min(samplesAtOnce, Data.Count - first);
            for (int i = 0; i < count; i++)
            {
                Data.CopySample(first + i, numbers.AsSpan(i * length));
            }

            Memory.Numbers.SubView((long)first * length, (long)count * length).CopyFromCPU(Machine.Stream, numbers.AsSpan(0, count * length));
        }

        if (Data.Targets is { } targets && Data.TargetLength > 0)
        {
            Memory.Targets.SubView(0, targets.Length).CopyFromCPU(Machine.Stream, targets);
        }

        for (int output = 0; output < Network.Outputs.Count; output++)
        {
            if (Memory.HasLabels(output))
            {
                int[] labels = [.. Enumerable.Range(0, Data.Count).Select(sample => Data.LabelOf(sample, Network.Outputs[output]))];
                Memory.LabelsOf(output).CopyFromCPU(Machine.Stream, labels);
            }
        }
    }
}
