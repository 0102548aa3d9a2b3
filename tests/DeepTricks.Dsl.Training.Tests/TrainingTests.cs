using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>Training steps: they learn, allocate nothing, and stop before they spoil the weights.</summary>
public sealed class TrainingTests
{
    [Fact]
    public void A_network_learns_what_can_be_learned()
    {
        var data = RandomData.Of(SampleShape.Image(8, 8, 2), 400, 3, seed: 5);
        using var network = new SmallNet(Device.Cpu(2), seed: 1);
        var trainer = new Trainer<SmallNet>(network) { Epochs = 30, BatchSize = 32, Optimizer = new AdamW(3e-3) };
        trainer.Fit(data);
        Assert.True(trainer.Evaluate(data).Accuracy > 0.95);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var data = RandomData.Of(SampleShape.Image(8, 8, 2), 64, 3, seed: 5);
        using var network = new SmallNet(Device.Cpu(1), seed: 1);
        Allocations.AssertNoneInSteps(network, data);
    }

    [Fact]
    public void Training_that_diverges_names_the_layer_and_returns_to_the_last_good_epoch()
    {
        var data = RandomData.Of(SampleShape.Image(8, 8, 2), 64, 3, seed: 5);
        using var network = new SmallNet(Device.Cpu(2), seed: 1);
        var trainer = new Trainer<SmallNet>(network) { Epochs = 5, BatchSize = 16, Optimizer = new Sgd(1e30) };
        var failure = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(data));
        Assert.Contains(network.Spec.Layers, layer => layer.Name == failure.Layer);
        foreach (var parameter in network.Parameters)
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            Assert.All(values, value => Assert.True(float.IsFinite(value)));
        }
    }
}
