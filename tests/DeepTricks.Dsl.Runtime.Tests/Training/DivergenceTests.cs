using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class DivergenceTests
{
    private const int StepsPerEpoch = 10;

    [Fact]
    public void In_the_first_epoch_the_network_is_as_it_was_before()
    {
        using var network = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        float[] before = network.AllValues();
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer(network, new Explosion(3)).Fit(TinyData.Sums(100)));
        Assert.Equal((1, "dense1"), (exception.Epoch, exception.Layer));
        Assert.InRange(exception.Step, 4, StepsPerEpoch);
        Assert.Contains("before training", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.AllValues());
    }

    [Fact]
    public void Later_the_network_is_as_it_was_after_the_last_good_epoch()
    {
        using var network = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer(network, new Explosion((2 * StepsPerEpoch) + 3)).Fit(TinyData.Sums(100)));
        Assert.Equal((3, "dense1"), (exception.Epoch, exception.Layer));
        Assert.Contains("after epoch 2", exception.Message, StringComparison.Ordinal);
        using var twoEpochs = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        var trainer = Trainer(twoEpochs, LearningRateSchedule.Constant);
        trainer.Epochs = 2;
        trainer.Fit(TinyData.Sums(100));
        Assert.Equal(twoEpochs.AllValues(), network.AllValues());
        Assert.Equal(twoEpochs.Predict([1, 2, 3, 4]), network.Predict([1, 2, 3, 4]));
    }

    [Fact]
    public void An_update_at_the_end_of_an_epoch_that_spoils_the_weights_is_noticed()
    {
        using var network = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        var exception = Assert.Throws<TrainingDivergedException>(
            () => Trainer(network, new Explosion(StepsPerEpoch - 1, double.MaxValue)).Fit(TinyData.Sums(100)));
        Assert.Equal((1, StepsPerEpoch, "dense1"), (exception.Epoch, exception.Step, exception.Layer));
        Assert.StartsWith("a weight", exception.Message, StringComparison.Ordinal);
        Assert.All(network.AllValues(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_network_that_is_spoilt_from_the_start_is_named()
    {
        using var network = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        network.Parameters[1].CopyFrom([float.NaN]);
        network.WeightsChanged();
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer(network, LearningRateSchedule.Constant).Fit(TinyData.Sums(100)));
        Assert.Equal((1, 1, "dense1"), (exception.Epoch, exception.Step, exception.Layer));
    }

    private static Trainer<TinyNetwork> Trainer(TinyNetwork network, LearningRateSchedule schedule) =>
        new(network) { Optimizer = new Sgd(0.01), Epochs = 3, BatchSize = 10, Schedule = schedule };

    /// <summary>A huge learning rate from some step on.</summary>
    private sealed class Explosion(int from, double factor = 1e30) : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps, long stepsPerEpoch) => step < from ? 1 : factor;
    }
}
