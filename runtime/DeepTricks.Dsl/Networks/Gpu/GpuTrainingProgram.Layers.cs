using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <content>Launches of statistics, losses and gradients of layers that the runtime computes.</content>
public abstract partial class GpuTrainingProgram
{
    /// <summary>What a batch normalization computes with.</summary>
    protected GpuNormalization Statistics(int layer, ArrayView<float> mean, ArrayView<float> inverse) => new()
    {
        Mean = mean,
        Inverse = inverse,
        RunningMean = Weights(ParameterOf(layer, ParameterRole.RunningMean)),
        RunningVariance = Weights(ParameterOf(layer, ParameterRole.RunningVariance)),
        Momentum = Setting(layer, "Momentum"),
        Epsilon = Setting(layer, "Epsilon"),
    };

    /// <summary>The statistics of a tensor whose product left moments.</summary>
    protected void FinishMoments(GpuNormalization to, ArrayView<float> moments, int parts, GpuTensor source)
    {
        var places = new GpuStatistics.Places(to.Mean, to.Inverse, to.RunningMean, to.RunningVariance);
        if (HasFew(source))
        {
            Layers.Statistics.LaunchOfFew(Count, source, places, to.Momentum, to.Epsilon);
            CountLaunch();
            return;
        }

        Layers.Statistics.Launch(moments, parts, source.Channels, (long)Count * source.Pixels, places, to.Momentum, to.Epsilon);
        CountLaunch();
    }

    /// <summary>Floats of the moments of a tensor.</summary>
    protected long MomentFloats(SampleShape shape) => 2L * GpuColumns.Parts(checked((int)(MaximumBatch * shape.Positions))) * shape.Channels;

    /// <summary>The statistics of any tensor.</summary>
    protected void Measure(GpuNormalization to, GpuTensor source, ArrayView<float> moments)
    {
        if (!HasFew(source))
        {
            Layers.Columns.LaunchMoments(Count, source, to.RunningMean, moments);
            CountLaunch();
        }

        FinishMoments(to, moments, GpuColumns.Parts(Count * source.Pixels), source);
    }

    private bool HasFew(GpuTensor tensor) => (long)Count * tensor.Pixels <= GpuStatistics.Few;

    /// <summary>Adds numbers up into one.</summary>
    protected void AddUp(ArrayView<float> numbers, int count, ArrayView<float> to)
    {
        Layers.Columns.LaunchTotal(numbers, count, 1, 1, to.SubView(0, 1), adds: false);
        CountLaunch();
    }

    /// <summary>Softmax and cross-entropy, and the gradient.</summary>
    protected void SoftmaxCrossEntropy(int output, GpuTensor outputs, GpuTensor gradient, float weight, float smoothing)
    {
        Layers.Losses.SoftmaxCrossEntropy(Loss(output, outputs, gradient, weight), samples!.Memory.LabelsOf(output), smoothing);
        CountLaunch();
    }

    /// <summary>A loss of each number and its target alone, and the gradient.</summary>
    protected void PointwiseLoss<TLoss>(int output, GpuTensor outputs, GpuTensor gradient, float weight, TLoss loss)
        where TLoss : unmanaged, IGpuPointwiseLoss
    {
        Layers.PointwiseLoss<TLoss>().Launch(
            Loss(output, outputs, gradient, weight), samples!.Memory.Targets, samples.Data.TargetLength, Network.Outputs[output].TargetStart, loss);
        CountLaunch();
    }

    /// <summary>The gradient of average pooling.</summary>
    protected void AveragePoolGradient(GpuTensor gradient, GpuTensor to, WindowSize window, bool adds)
    {
        Layers.Windows.AverageGradient(Count, gradient, to, window, adds);
        CountLaunch();
    }

    /// <summary>The gradient of repetition.</summary>
    protected void UpsampleGradient(GpuTensor gradient, GpuTensor to, bool adds)
    {
        Layers.Windows.UpsampleGradient(Count, gradient, to, adds);
        CountLaunch();
    }

    /// <summary>The gradient of softmax.</summary>
    protected void SoftmaxGradient(GpuTensor output, GpuTensor gradient, GpuTensor to, bool adds)
    {
        Layers.Softmax.LaunchBackward(Count, output, gradient, to, adds);
        CountLaunch();
    }

    /// <summary>The gradient of local response normalization.</summary>
    protected void ResponseNormalizationGradient(GpuTensor input, GpuTensor gradient, GpuTensor to, ResponseNumbers numbers, bool adds)
    {
        Layers.Response.LaunchBackward(Count, input, gradient, to, numbers, adds);
        CountLaunch();
    }
}
