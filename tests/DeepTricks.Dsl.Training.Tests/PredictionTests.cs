using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>Prediction: any number of samples, any number of callers, no allocation; files carry all of it.</summary>
public sealed class PredictionTests
{
    [Fact]
    public void Many_threads_get_the_answers_that_one_gets()
    {
        using var network = new SmallNet(Device.Cpu(2), seed: 1);
        var samples = Samples(40);
        var expected = network.Predict(samples);
        Parallel.For(0, 64, i =>
        {
            int first = i % 30;
            var answers = network.Predict(samples.AsSpan(first * network.InputLength, network.InputLength * (1 + (i % 9))));
            Assert.Equal(expected.AsSpan(first * network.OutputLength, answers.Length).ToArray(), answers);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Warm_prediction_allocates_nothing(int count)
    {
        using var network = new SmallNet(Device.Cpu(1), seed: 1);
        var samples = Samples(count);
        var answers = new float[count * network.OutputLength];
        for (int i = 0; i < 200; i++)
        {
            network.Predict(samples, answers);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            network.Predict(samples, answers);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_saved_network_answers_the_same_with_its_hyperparameters()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            using var network = new SmallNet(Device.Cpu(1), new SmallNet.Hyperparameters { Conv1 = { Filters = 20, Kernel = 5 }, Dense1 = { Units = 70 } }, seed: 1);
            new Trainer<SmallNet>(network) { Epochs = 2, BatchSize = 16 }.Fit(RandomData.Of(SampleShape.Image(8, 8, 2), 64, 3, seed: 5));
            network.Save(path);
            using var loaded = SmallNet.Load(path, Device.Cpu(1));
            var samples = Samples(5);
            Assert.Equal(network.Predict(samples), loaded.Predict(samples));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        using var network = new SmallNet(Device.Cpu(1));
        Assert.Throws<ArgumentException>(() => network.Predict(new float[100]));
        Assert.Throws<ArgumentException>(() => network.Predict(new float[0]));
        Assert.Throws<ArgumentException>(() => network.Predict(new float[256], new float[3]));
    }

    private static float[] Samples(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count * 128).Select(_ => (float)random.NextDouble())];
    }
}
