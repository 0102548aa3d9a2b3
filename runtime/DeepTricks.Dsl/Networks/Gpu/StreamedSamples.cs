using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// A data set that a device has no room for: each batch is collected in page-locked memory and copied by a queue of its own, while the device
/// computes the step before. There are two places for batches, used in turn.
/// </summary>
internal sealed class StreamedSamples : GpuSamples
{
    private readonly Place[] places;
    private readonly AcceleratorStream copies;
    private int step;

    /// <summary>Makes room for two batches.</summary>
    public StreamedSamples(GpuMachine machine, Network network, Dataset data, int maximumBatch)
        : base(machine, network, data, maximumBatch)
    {
        places = [new Place(machine, network, data, maximumBatch), new Place(machine, network, data, maximumBatch)];
        copies = machine.Accelerator.CreateStream();

        // A batch lies in its place in the order of the step.
        int[] order = [.. Enumerable.Range(0, maximumBatch)];
        OrderMemory.View.CopyFromCPU(machine.Stream, order);
    }

    /// <inheritdoc/>
    public override SampleMemory Memory => Current.Device;

    private Place Current => places[step % 2];

    /// <inheritdoc/>
    public override void Take(in Batch batch)
    {
        step++;
        var place = Current;
        int length = Data.SampleLength;
        for (int i = 0; i < batch.Count; i++)
        {
            int sample = batch.Order[batch.First + i];
            Data.CopySample(sample, place.Numbers.Numbers[(i * length)..]);
            if (Data.Targets is not null)
            {
                Data.TargetAt(sample).CopyTo(place.Targets.Numbers[(i * Data.TargetLength)..]);
            }

            for (int output = 0; output < place.Labels.Length; output++)
            {
                if (place.Labels[output] is { } labels)
                {
                    labels.Numbers[i] = Data.LabelOf(sample, Network.Outputs[output]);
                }
            }
        }

        place.Numbers.Upload(copies, 0, batch.Count * length, place.Device.Numbers);
        place.Targets.Upload(copies, 0, Data.Targets is null ? 0 : batch.Count * Data.TargetLength, place.Device.Targets);
        for (int output = 0; output < place.Labels.Length; output++)
        {
            place.Labels[output]?.Upload(copies, 0, batch.Count, place.Device.LabelsOf(output));
        }

        // The launches to come need the copies; the next batch needs the other place, which the step before this one still reads.
        copies.Synchronize();
        Machine.Stream.Synchronize();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        copies.Dispose();
        foreach (var place in places)
        {
            place.Dispose();
        }
    }

    /// <summary>A batch in the host's memory and the device's.</summary>
    private sealed class Place(GpuMachine machine, Network network, Dataset data, int samples) : IDisposable
    {
        public SampleMemory Device { get; } = new(machine, network, data, samples);

        public HostBuffer<float> Numbers { get; } = new(machine, checked(samples * data.SampleLength));

        public HostBuffer<float> Targets { get; } = new(machine, checked(samples * data.TargetLength));

        public HostBuffer<int>?[] Labels { get; } = [.. network.Outputs.Select(output => output.HasLabels ? new HostBuffer<int>(machine, samples) : null)];

        public void Dispose()
        {
            Device.Dispose();
            Numbers.Dispose();
            Targets.Dispose();
            foreach (var labels in Labels)
            {
                labels?.Dispose();
            }
        }
    }
}
