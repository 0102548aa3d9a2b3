using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A data set on a device and the samples of a batch.</summary>
internal struct SampleSource
{
    /// <summary>The samples as bytes; one that is not read if they are floats.</summary>
    public ArrayView<byte> Bytes;

    /// <summary>The samples as floats; one that is not read if they are bytes.</summary>
    public ArrayView<float> Numbers;

    /// <summary>The samples' classes; one that is not read if there are none.</summary>
    public ArrayView<int> Labels;

    /// <summary>The samples' targets; one that is not read if there are none.</summary>
    public ArrayView<float> Targets;

    /// <summary>The samples of the batch, by their index in the data set.</summary>
    public ArrayView<int> Order;

    /// <summary>1 if they are bytes.</summary>
    public int IsBytes;

    /// <summary>1 if there are classes.</summary>
    public int HasLabels;

    /// <summary>Numbers of a sample.</summary>
    public int SampleLength;

    /// <summary>Targets of a sample.</summary>
    public int TargetLength;
}

/// <summary>What is copied from each sample, and where to.</summary>
internal struct GatherOperands
{
    /// <summary>Where the samples are.</summary>
    public SampleSource Source;

    /// <summary>Receives <c>value * Factor + Summand</c>.</summary>
    public GpuTensor Target;

    /// <summary>Samples.</summary>
    public int Count;

    /// <summary>First number of a sample that is copied.</summary>
    public int Start;

    /// <summary>The factor.</summary>
    public float Factor;

    /// <summary>The summand.</summary>
    public float Summand;
}

/// <summary>Copies the samples of a batch out of a data set by their index.</summary>
internal static class GatherKernel
{
    public static void Run(GatherOperands p)
    {
        for (int i = KernelGrid.Thread; i < p.Count * p.Target.Length; i += KernelGrid.Threads)
        {
            int sample = i / p.Target.Length;
            long place = ((long)p.Source.Order[sample] * p.Source.SampleLength) + p.Start + (i - (sample * p.Target.Length));
            float value = p.Source.IsBytes == 1 ? p.Source.Bytes[place] : p.Source.Numbers[place];
            p.Target.Values[p.Target.Place(i)] = (value * p.Factor) + p.Summand;
        }
    }
}
