// DT1006, DT1011: random numbers around zero need no scaling, and the layers are few on purpose.
#pragma warning disable DT1006, DT1011

using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>A regression with a loss that bounds what single targets pull.</summary>
[Network(6)]
[Dense(24), Tanh, Dense(2), Huber(Delta = 0.5)]
public partial class HuberNet;

/// <summary>The same with squares.</summary>
[Network(6)]
[Dense(24), Tanh, Dense(2), MeanSquaredError]
public partial class SquaresNet;

/// <summary>Probabilities.</summary>
[Network(6)]
[Dense(24), Tanh, Dense(19), BinaryCrossEntropy]
public partial class ProbabilitiesNet;

/// <summary>Losses against numbers: what they learn, what an evaluation says of them, and that steps are the same on any number of threads and allocate nothing.</summary>
public sealed class NumberLossTests
{
    private const int Samples = 96;
    private static readonly int[] Order = [.. Enumerable.Range(0, Samples)];

    [Fact]
    public void Huber_is_led_astray_less_by_wild_targets_than_squares()
    {
        var clean = Numbers(2, wild: false);
        var spoiled = Numbers(2, wild: true);
        using var huber = new HuberNet(Device.Cpu(2), seed: 1);
        using var squares = new SquaresNet(Device.Cpu(2), seed: 1);
        new Trainer<HuberNet>(huber) { Epochs = 120, BatchSize = 16, Seed = 2, Optimizer = new Adam(1e-2) }.Fit(spoiled);
        new Trainer<SquaresNet>(squares) { Epochs = 120, BatchSize = 16, Seed = 2, Optimizer = new Adam(1e-2) }.Fit(spoiled);
        double ofHuber = new Trainer<HuberNet>(huber).Evaluate(clean).MeanSquaredError!.Value;
        double ofSquares = new Trainer<SquaresNet>(squares).Evaluate(clean).MeanSquaredError!.Value;
        Assert.True(ofHuber < 0.1 && ofHuber < ofSquares / 4, $"{ofHuber} with Huber, {ofSquares} with squares");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void An_evaluation_has_the_loss_of_a_step(double delta)
    {
        using var network = new HuberNet(Device.Cpu(1), new HuberNet.Hyperparameters { Loss1 = { Delta = delta, Weight = 3 } }, seed: 1);
        AssertEvaluation(network, Numbers(2, wild: true));
        using var squares = new SquaresNet(Device.Cpu(1), seed: 1);
        AssertEvaluation(squares, Numbers(2, wild: true));
        using var probabilities = new ProbabilitiesNet(Device.Cpu(1), seed: 1);
        AssertEvaluation(probabilities, Probabilities());
    }

    [Fact]
    public void Certain_answers_cost_what_PyTorch_says()
    {
        using var network = new ProbabilitiesNet(Device.Cpu(1), seed: 1);
        foreach (var parameter in network.Parameters)
        {
            parameter.CopyFrom([.. Enumerable.Repeat(parameter.Name == "dense2.bias" ? 200f : 0f, parameter.Count)]);
        }

        network.WeightsChanged();
        float[] half = [.. Enumerable.Range(0, 19).Select(i => i == 0 ? 0f : 1f)];
        var data = Dataset.FromFloats(new float[6], SampleShape.Vector(6), half, 19);

        // BCELoss bounds logarithms of probabilities by -100, BCEWithLogitsLoss knows the output itself.
        Assert.Equal(100.0 / 19, new Trainer<ProbabilitiesNet>(network).Evaluate(data).Loss, 1e-9);
        Assert.Equal(200.0 / 19, LossOfStep(network, data), 1e-6);
    }

    [Fact]
    public void A_very_sure_and_right_probability_still_has_a_loss()
    {
        using var network = new ProbabilitiesNet(Device.Cpu(1), seed: 1);
        foreach (var parameter in network.Parameters)
        {
            parameter.CopyFrom([.. Enumerable.Repeat(parameter.Name == "dense2.bias" ? 20f : 0f, parameter.Count)]);
        }

        var data = Dataset.FromFloats(new float[6], SampleShape.Vector(6), [.. Enumerable.Repeat(1f, 19)], 19);
        Assert.Equal(Math.Exp(-20), LossOfStep(network, data), 1e-6 * Math.Exp(-20));
    }

    [Fact]
    public void Training_does_not_depend_on_the_threads()
    {
        AssertSame(threads => Train(new HuberNet(Device.Cpu(threads), seed: 3), Numbers(2, wild: true)));
        AssertSame(threads => Train(new SquaresNet(Device.Cpu(threads), seed: 3), Numbers(2, wild: false)));
        AssertSame(threads => Train(new ProbabilitiesNet(Device.Cpu(threads), seed: 3), Probabilities()));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        using var huber = new HuberNet(Device.Cpu(1), seed: 1);
        using var probabilities = new ProbabilitiesNet(Device.Cpu(1), seed: 1);
        Allocations.AssertNoneInSteps(huber, Numbers(2, wild: true));
        Allocations.AssertNoneInSteps(probabilities, Probabilities());
    }

    [Fact]
    public void The_loss_is_in_the_summary_the_diagram_and_the_file()
    {
        using var network = new HuberNet(Device.Cpu(1), new HuberNet.Hyperparameters { Loss1 = { Delta = 0.75 } });
        Assert.Contains("Huber", network.Summary, StringComparison.Ordinal);
        Assert.Contains("Huber", network.Diagram, StringComparison.Ordinal);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");
        try
        {
            network.Save(path);
            using var loaded = HuberNet.Load(path, Device.Cpu(1));
            Assert.Equal(0.75, loaded.Spec.Layers[^1]["Delta"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertEvaluation<TNetwork>(TNetwork network, Dataset data)
        where TNetwork : Network
    {
        double expected = LossOfStep(network, data);
        Assert.Equal(expected, new Trainer<TNetwork>(network).Evaluate(data).Loss, 1e-5 * expected);
    }

    private static double LossOfStep(Network network, Dataset data)
    {
        using var program = network.NewTraining(data.Count);
        program.Step(new Batch(data, Order, 0, data.Count), new OptimizerStep { Kind = OptimizerKind.None, Step = 1 });
        return program.LossSum / data.Count;
    }

    private static void AssertSame(Func<int, float[]> train)
    {
        var expected = train(1);
        Assert.Equal(expected, train(2));
        Assert.Equal(expected, train(3));
    }

    private static float[] Train<TNetwork>(TNetwork network, Dataset data)
        where TNetwork : Network
    {
        using (network)
        {
            var result = new Trainer<TNetwork>(network) { Epochs = 3, BatchSize = 20, Seed = 5 }.Fit(data);
            return [.. network.Parameters.SelectMany(Values), .. result.Epochs.Select(epoch => (float)epoch.TrainingLoss)];
        }
    }

    private static float[] Values(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    /// <summary>Sums and differences of numbers; one target in 32 may be far off.</summary>
    private static Dataset Numbers(int targets, bool wild)
    {
        var random = new Random(4);
        float[] samples = [.. Enumerable.Range(0, Samples * 6).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] wanted = [.. Enumerable.Range(0, Samples * targets).Select(i =>
            (0.8f * samples[i / targets * 6]) - (0.5f * samples[(i / targets * 6) + 1 + (i % targets)]) + (wild && i % 32 == 0 ? 30f : 0f))];
        return Dataset.FromFloats(samples, SampleShape.Vector(6), wanted, targets);
    }

    private static Dataset Probabilities()
    {
        var random = new Random(6);
        float[] samples = [.. Enumerable.Range(0, Samples * 6).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        return Dataset.FromFloats(samples, SampleShape.Vector(6), [.. Enumerable.Range(0, Samples * 19).Select(_ => (float)random.NextDouble())], 19);
    }
}
