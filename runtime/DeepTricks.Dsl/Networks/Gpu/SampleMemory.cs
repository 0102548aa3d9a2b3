using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Room on a device for samples: their numbers, their targets, and their classes for each output that wants some.</summary>
internal sealed class SampleMemory : IDisposable
{
    private readonly MemoryBuffer1D<float, Stride1D.Dense> numbers;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> targets;
    private readonly MemoryBuffer1D<int, Stride1D.Dense>?[] labels;

    /// <summary>Allocates it.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="network">The network whose outputs are trained.</param>
    /// <param name="data">The data set, whose samples all have the same size.</param>
    /// <param name="samples">How many samples there is room for.</param>
    public SampleMemory(GpuMachine machine, Network network, Dataset data, int samples)
    {
        numbers = GpuMemory.Allocate<float>(machine, (long)samples * data.SampleLength);
        targets = GpuMemory.Allocate<float>(machine, Math.Max(1, (long)samples * data.TargetLength));
        labels = [.. network.Outputs.Select(output => output.HasLabels ? GpuMemory.Allocate<int>(machine, samples) : null)];
    }

    /// <summary>The samples.</summary>
    public ArrayView<float> Numbers => numbers.View;

    /// <summary>Their targets.</summary>
    public ArrayView<float> Targets => targets.View;

    /// <summary>Whether an output wants classes.</summary>
    public bool HasLabels(int output) => labels[output] is not null;

    /// <summary>The classes for an output.</summary>
    public ArrayView<int> LabelsOf(int output) => labels[output]!.View;

    /// <inheritdoc/>
    public void Dispose()
    {
        numbers.Dispose();
        targets.Dispose();
        foreach (var memory in labels)
        {
            memory?.Dispose();
        }
    }
}
