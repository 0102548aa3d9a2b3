using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Outputs that are answered as probabilities.</summary>
internal struct SigmoidNumbers : IGpuNumbers
{
    /// <summary>The outputs.</summary>
    public GpuTensor From;

    /// <summary>Receives a sample's probabilities as one pixel.</summary>
    public GpuTensor To;

    /// <inheritdoc/>
    public GpuStep Step { readonly get; set; }

    /// <summary>A probability for each number.</summary>
    public static void Answer(SigmoidNumbers p)
    {
        for (int i = KernelGrid.Thread; i < p.Step.Count * p.From.Length; i += KernelGrid.Threads)
        {
            p.To.Values[p.To.Place(i)] = ThreadMath.Sigmoid(p.From.Values[p.From.Place(i)]);
        }
    }
}
