using DeepTricks.Dsl.Compiler.Tests.Harness;
using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Compiler.Tests.Gpu;

/// <summary>Networks whose products multiply rounded factors: their losses stay near those of single precision, and are not the same.</summary>
public sealed class GpuPrecisionTests
{
    private const int Batch = 8;
    private const int Steps = 8;

    private static readonly Lazy<NetworkCompilation> Compiled = new(() => new NetworkCompilation(
        new Dictionary<string, string>
        {
            ["Perceptron"] =
                "[Network(20)]\n[Dense(16), BatchNorm, PRelu, Dropout(0.5)]\n[Dense(24), BatchNorm, PRelu, Dropout(0.5)]\n[Dense(10), SoftmaxCrossEntropy]\npublic partial class Perceptron;\n",
            ["Convolutional"] =
                "[Network(8, 8, 1)]\n[Conv(4, 3), BatchNorm, MaxPool(2), PRelu]\n[Conv(8, 3), BatchNorm, MaxPool(2), PRelu]\n[Dense(16), BatchNorm, PRelu, Dropout(0.5)]\n[Dense(10), SoftmaxCrossEntropy]\npublic partial class Convolutional;\n",
        },
        forGpus: true));

    [Theory]
    [InlineData("Perceptron")]
    [InlineData("Convolutional")]
    public void Losses_on_the_simulator_stay_near_those_of_single_precision(string network) => Compare(network, Machines.DeviceOf(DeviceKind.Simulator));

    [SkippableTheory]
    [InlineData("Perceptron")]
    [InlineData("Convolutional")]
    public void Losses_on_OpenCL_stay_near_those_of_single_precision(string network) => Compare(network, Machines.DeviceOf(DeviceKind.OpenCl));

    [SkippableTheory]
    [InlineData("Perceptron")]
    [InlineData("Convolutional")]
    public void Losses_on_CUDA_stay_near_those_of_single_precision(string network) => Compare(network, Machines.DeviceOf(DeviceKind.Cuda));

    [Fact]
    public void CPUs_compute_in_single_precision_whatever_is_asked_of_tensor_cores()
    {
        double[] expected = Losses("Convolutional", Device.Cpu(1), Precision.Single);
        Assert.Equal(expected, Losses("Convolutional", Device.Cpu(1), Precision.Tf32));
        Assert.Equal(expected, Losses("Convolutional", Device.Cpu(1), Precision.BFloat16));
    }

    private static void Compare(string network, Device device)
    {
        double[] single = Losses(network, device, Precision.Single);
        double tf32 = Distance(single, Losses(network, device, Precision.Tf32));
        double bfloat16 = Distance(single, Losses(network, device, Precision.BFloat16));
        string told = FormattableString.Invariant($"relative distance of losses: Tf32 {tf32:E2}, BFloat16 {bfloat16:E2}");
        Assert.True(tf32 is > 1e-6 and < 4e-3, told);
        Assert.True(bfloat16 is > 1e-5 and < 4e-2, told);
        Assert.True(bfloat16 > tf32, told);
    }

    /// <summary>The losses' root mean square distance, relative to their size.</summary>
    private static double Distance(double[] expected, double[] actual) =>
        Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Sum() / expected.Sum(a => a * a));

    private static double[] Losses(string name, Device device, Precision precision)
    {
        using var network = Compiled.Value.Create(name, device, []);

        // Set where a network is constructed; the test constructs it by its class's name.
        typeof(Network).GetProperty(nameof(Network.Precision))!.SetValue(network, precision);
        using var training = network.NewTraining(Batch);
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, Batch * 4 * network.InputLength).Select(_ => (random.NextSingle() * 2) - 1)];
        var data = Dataset.FromFloats(values, network.Spec.Input, [.. Enumerable.Range(0, Batch * 4).Select(_ => random.Next(10))]);
        int[] order = [.. Enumerable.Range(0, Batch * 4)];
        var losses = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            training.Step(
                new Batch(data, order, step % 4 * Batch, Batch), new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.02, Step = step + 1, Seed = 9 });
            losses[step] = training.LossSum / Batch;
        }

        return losses;
    }
}
