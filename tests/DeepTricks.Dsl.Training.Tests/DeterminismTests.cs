using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>On one machine the same seed gives the same weights bit for bit, whatever the number of threads.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1.0)]
    public void The_perceptron_does_not_depend_on_the_threads(double clipNorm)
    {
        var data = RandomData.Of(SampleShape.Vector(784), 200, 10, seed: 1);
        AssertSame(threads => Train(new Perceptron(Device.Cpu(threads), seed: 3), data, clipNorm));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.0)]
    public void The_digit_network_does_not_depend_on_the_threads(double clipNorm)
    {
        var data = RandomData.Of(SampleShape.Image(28, 28, 1), 150, 10, seed: 2, scale: 100);
        AssertSame(threads => Train(new DigitNet(Device.Cpu(threads), seed: 4), data, clipNorm));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        var data = RandomData.Of(SampleShape.Image(8, 8, 2), 60, 3, seed: 5);
        var first = Train(new SmallNet(Device.Cpu(1), seed: 1), data, 0);
        var second = Train(new SmallNet(Device.Cpu(1), seed: 2), data, 0);
        Assert.NotEqual(first, second);
    }

    private static void AssertSame(Func<int, float[]> train)
    {
        var expected = train(1);
        Assert.All(expected, value => Assert.True(float.IsFinite(value)));
        foreach (int threads in new[] { 2, 3 })
        {
            Assert.Equal(expected, train(threads));
        }
    }

    private static float[] Train<TNetwork>(TNetwork network, Dataset data, double clipNorm)
        where TNetwork : Network
    {
        using (network)
        {
            // Short last batches, so that the parts of a batch differ in size too.
            var trainer = new Trainer<TNetwork>(network) { Epochs = 2, BatchSize = 64, Seed = 9, ClipNorm = clipNorm, Optimizer = new AdamW(1e-3) };
            trainer.Fit(data);
            return Weights(network);
        }
    }

    private static float[] Weights(Network network)
    {
        var all = new List<float>();
        foreach (var parameter in network.Parameters)
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            all.AddRange(values);
        }

        return [.. all];
    }
}
