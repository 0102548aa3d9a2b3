using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>The choice between the fastest convolution and the most exact one.</summary>
public sealed class PrecisionTests
{
    [Fact]
    public void Strict_and_single_precision_answer_almost_alike_and_not_by_the_same_sums()
    {
        var random = new Random(2);
        float[] samples = [.. Enumerable.Range(0, 4 * 28 * 28).Select(_ => (float)random.NextDouble() * 255)];
        using var single = new DigitNet(Device.Cpu(2), seed: 4);
        using var strict = new DigitNet(Device.Cpu(2), seed: 4) { Precision = Precision.Strict };
        Assert.Equal(Precision.Single, single.Precision);

        float[] expected = strict.Predict(samples);
        float[] actual = single.Predict(samples);

        Assert.NotEqual(expected, actual);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Strict_and_single_precision_train_almost_alike_and_not_by_the_same_sums()
    {
        float[] expected = OneStep(Precision.Strict);
        float[] actual = OneStep(Precision.Single);

        Assert.NotEqual(expected, actual);
        double squares = expected.Zip(actual, (e, a) => ((double)e - a) * ((double)e - a)).Sum();
        Assert.InRange(Math.Sqrt(squares / expected.Sum(e => (double)e * e)), 0, 1e-5);
    }

    private static float[] OneStep(Precision precision)
    {
        var data = RandomData.Of(SampleShape.Image(28, 28, 1), 32, 10, seed: 2, scale: 100);
        using var network = new DigitNet(Device.Cpu(2), seed: 4) { Precision = precision };
        new Trainer<DigitNet>(network) { Epochs = 1, BatchSize = 32, Optimizer = new Sgd(0.01) }.Fit(data);
        return [.. network.Parameters.SelectMany(parameter =>
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            return values;
        })];
    }
}
