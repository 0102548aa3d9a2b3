using System.ComponentModel;

namespace DeepTricks.Dsl.Gpu;

/// <summary>What a kernel of a network needs to know of the run and of its launch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct GpuStep
{
    /// <summary>Samples.</summary>
    public int Count;

    /// <summary>Channels that the threads of a group stand side by side over, a power of two.</summary>
    public int Across;

    /// <summary>Groups that share the pixels of a channel.</summary>
    public int Groups;

    /// <summary>Groups side by side, over all channels.</summary>
    public int GroupsAcross;

    /// <summary>Groups that left sums for this launch to add up.</summary>
    public int SummedParts;

    /// <summary>Number of the training step.</summary>
    public long Number;

    /// <summary>Seed of what the step draws.</summary>
    public ulong Seed;

    /// <summary>The number under which a layer draws for an element of a sample: counted as the CPU does, where channels are padded.</summary>
    public static int Element(int channels, int pixel, int channel) => (pixel * ((channels + 15) / 16 * 16)) + channel;
}

/// <summary>What a kernel of a network receives.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGpuNumbers
{
    /// <summary>The run and the launch.</summary>
    GpuStep Step { get; set; }
}
