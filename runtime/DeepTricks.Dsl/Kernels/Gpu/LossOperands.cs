using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>What all kernels of losses receive. A group of threads works on each sample.</summary>
internal struct LossOperands
{
    /// <summary>The network's outputs.</summary>
    public GpuTensor Outputs;

    /// <summary>Receives their gradient.</summary>
    public GpuTensor Gradient;

    /// <summary>Receives the losses of the samples.</summary>
    public ArrayView<float> Losses;

    /// <summary>Receives 1 for each sample that was hit.</summary>
    public ArrayView<int> Hits;

    /// <summary>Numbers of the samples in the data, if <see cref="HasOrder"/> is not 0.</summary>
    public ArrayView<int> Order;

    /// <summary>Whether samples stand in an order of their own.</summary>
    public int HasOrder;

    /// <summary>The batch's first place in the order, or its first sample.</summary>
    public int First;

    /// <summary>Factor of losses.</summary>
    public float Weight;

    /// <summary>Factor of derivatives.</summary>
    public float Scale;

    /// <summary>The operands of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="numbers">Numbers of a sample that a loss is the mean of.</param>
    public static LossOperands Of(in GpuLosses.Batch batch, int numbers) => new()
    {
        Outputs = batch.Outputs,
        Gradient = batch.Gradient,
        Losses = batch.Losses,
        Hits = batch.Hits,

        // A kernel takes no empty view.
        Order = batch.Order.Length > 0 ? batch.Order : batch.Hits,
        HasOrder = batch.Order.Length > 0 ? 1 : 0,
        First = batch.First,
        Weight = batch.Weight,
        Scale = batch.Weight / ((float)numbers * batch.Count),
    };

    /// <summary>A sample's number in the data.</summary>
    public readonly int Number(int sample) => HasOrder != 0 ? Order[First + sample] : First + sample;
}
