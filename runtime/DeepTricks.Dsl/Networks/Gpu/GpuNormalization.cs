using System.ComponentModel;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>The statistics of a batch normalization: of the batch, and running.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct GpuNormalization
{
    /// <summary>Receives the means of the batch.</summary>
    public ArrayView<float> Mean;

    /// <summary>Receives the inverse deviations of the batch.</summary>
    public ArrayView<float> Inverse;

    /// <summary>The running means, about which moments are taken.</summary>
    public ArrayView<float> RunningMean;

    /// <summary>The running variances.</summary>
    public ArrayView<float> RunningVariance;

    /// <summary>What of the batch's statistics is added to the running ones.</summary>
    public float Momentum;

    /// <summary>What is added to variances.</summary>
    public float Epsilon;
}
