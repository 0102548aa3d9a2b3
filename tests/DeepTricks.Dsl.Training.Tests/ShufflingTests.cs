// DT1001: what these tests are about.
#pragma warning disable DT1001
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>The order in which a whole run visits the samples.</summary>
public sealed class ShufflingTests
{
    [Fact]
    public void The_seed_decides_the_order_unless_shuffling_is_off()
    {
        Assert.Equal(Train(shuffle: true, seed: 1), Train(shuffle: true, seed: 1));
        Assert.NotEqual(Train(shuffle: true, seed: 1), Train(shuffle: true, seed: 2));
        Assert.Equal(Train(shuffle: false, seed: 1), Train(shuffle: false, seed: 2));
    }

    [Fact]
    public void Without_shuffling_the_samples_come_in_the_order_of_the_data_set()
    {
        var data = Data();
        using var network = Network();
        using var program = network.NewTraining(16);
        int[] order = [.. Enumerable.Range(0, 48)];
        for (int step = 0; step < 6; step++)
        {
            program.Step(new Batch(data, order, step % 3 * 16, 16), new Sgd(0.01).At(step + 1, 0.01));
        }

        Assert.Equal(Weights(network), Train(shuffle: false, seed: 1));
    }

    private static float[] Train(bool shuffle, ulong seed)
    {
        using var network = Network();
        new Trainer<SmallNet>(network) { Epochs = 2, BatchSize = 16, Optimizer = new Sgd(0.01), Seed = seed, Shuffle = shuffle }.Fit(Data());
        return Weights(network);
    }

    /// <summary>Without dropout, whose numbers follow the seed too.</summary>
    private static SmallNet Network() => new(Device.Cpu(1), new SmallNet.Hyperparameters { Dropout1 = { Rate = 0 } }, seed: 1);

    private static Dataset Data() => RandomData.Of(SampleShape.Image(8, 8, 2), 48, 3, seed: 5);

    private static float[] Weights(Network network) => [.. network.Parameters.SelectMany(parameter =>
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    })];
}
