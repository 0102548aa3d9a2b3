namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>
/// PyTorch's BatchNorm: in training by the batch's mean and biased variance over samples and positions, the running variance taking the
/// unbiased one; otherwise by the running statistics.
/// </summary>
internal sealed class BatchNormReference(ReferenceLayer layer, Extent input) : ReferenceOperation
{
    private readonly string scale = layer.Name + ".weight";
    private readonly string shift = layer.Name + ".bias";
    private readonly string runningMean = layer.Name + ".running_mean";
    private readonly string runningVariance = layer.Name + ".running_var";

    public override Extent Output => input;

    public override IReadOnlyList<ReferenceTensor> Tensors { get; } =
    [
        new(layer.Name + ".weight", [input.Channels]),
        new(layer.Name + ".bias", [input.Channels]),
        new(layer.Name + ".running_mean", [input.Channels], false),
        new(layer.Name + ".running_var", [input.Channels], false),
    ];

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        double[] mean = pass.Tensor(runningMean);
        double[] variance = pass.Tensor(runningVariance);
        if (pass.Training)
        {
            (mean, variance) = BatchStatistics(input);
            Remember(input, mean, variance, pass);
        }

        double[] gamma = pass.Tensor(scale);
        double[] beta = pass.Tensor(shift);
        int channels = input.Extent.Channels;
        double epsilon = layer["Epsilon"];
        var output = new Volume(input.Samples, Output);
        for (int i = 0; i < input.Values.Length; i++)
        {
            int c = i % channels;
            output.Values[i] = ((input.Values[i] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * gamma[c]) + beta[c];
        }

        return output;
    }

    private static (double[] Mean, double[] Variance) BatchStatistics(Volume input)
    {
        int channels = input.Extent.Channels;
        int count = input.Values.Length / channels;
        var mean = new double[channels];
        var variance = new double[channels];
        for (int i = 0; i < input.Values.Length; i++)
        {
            mean[i % channels] += input.Values[i] / count;
        }

        for (int i = 0; i < input.Values.Length; i++)
        {
            double deviation = input.Values[i] - mean[i % channels];
            variance[i % channels] += deviation * deviation / count;
        }

        return (mean, variance);
    }

    private void Remember(Volume input, double[] mean, double[] variance, ReferencePass pass)
    {
        int count = input.Values.Length / input.Extent.Channels;
        if (count < 2)
        {
            throw new InvalidOperationException("batch normalization needs two numbers per channel, as in PyTorch");
        }

        double momentum = layer["Momentum"];
        double unbiased = count / (count - 1.0);
        pass.RunningStatistics[runningMean] = [.. pass.Tensor(runningMean).Zip(mean, (old, now) => ((1 - momentum) * old) + (momentum * now))];
        pass.RunningStatistics[runningVariance] =
            [.. pass.Tensor(runningVariance).Zip(variance, (old, now) => ((1 - momentum) * old) + (momentum * now * unbiased))];
    }
}
