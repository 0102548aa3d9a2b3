using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>Functions of one's own compute, learn and fail as built-in layers do.</summary>
public sealed class PointwiseTests
{
    [Fact]
    public void Functions_like_built_in_layers_train_alike_bit_for_bit()
    {
        var data = RandomData.Of(SampleShape.Image(6, 6, 2), 40, 3, seed: 3);
        using var applied = new AppliedNet(Device.Cpu(2), seed: 1);
        using var builtIn = new BuiltInNet(Device.Cpu(2), seed: 1);
        new Trainer<AppliedNet>(applied) { Epochs = 2, BatchSize = 16, Seed = 4, Optimizer = new Sgd(0.05) }.Fit(data);
        new Trainer<BuiltInNet>(builtIn) { Epochs = 2, BatchSize = 16, Seed = 4, Optimizer = new Sgd(0.05) }.Fit(data);
        Assert.Equal(builtIn.Parameters.Select(Values), applied.Parameters.Select(Values));
        float[] sample = Numbers(6 * 6 * 2);
        Assert.Equal(builtIn.Predict(sample), applied.Predict(sample));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Gradients_of_learned_numbers_are_those_of_the_loss(int threads)
    {
        var data = RandomData.Of(SampleShape.Image(5, 4, 2), 12, 3, seed: 5);
        using var network = new MixedNet(Device.Cpu(threads), seed: 2);
        using var program = network.NewTraining(12);
        foreach (var parameter in network.Parameters.Where(parameter => parameter.IsTrained))
        {
            Loss(program, data);
            var gradient = new float[parameter.Count];
            program.CopyGradient(parameter, gradient);
            float[] values = Values(parameter);
            double largest = Math.Max(gradient.Max(Math.Abs), 1e-3);
            for (int i = 0; i < Math.Min(values.Length, 6); i++)
            {
                const float Step = 4e-3f;
                double expected = (LossWith(values[i] + Step) - LossWith(values[i] - Step)) / (2 * Step);
                LossWith(values[i]);
                Assert.True(Math.Abs(expected - gradient[i]) < 0.02 * largest, $"{parameter.Name}[{i}]: {gradient[i]}, but {expected} by differences");

                double LossWith(float value)
                {
                    float[] changed = [.. values];
                    changed[i] = value;
                    parameter.CopyFrom(changed);
                    return Loss(program, data);
                }
            }
        }
    }

    [Fact]
    public void What_is_learned_has_a_name_a_start_and_a_size()
    {
        using var network = new MixedNet(Device.Cpu(1), new MixedNet.Hyperparameters { Mixed1 = { Beta = 0.3 } });
        Assert.Equal(
            ["mixed1.beta 6 0.3", "mixed1.share 1 -0.4", "mixed2.beta 4 0.7", "mixed2.share 1 -0.4", "last.beta 20 0.7", "last.share 1 -0.4"],
            network.Parameters.Where(parameter => parameter.Name.EndsWith("beta", StringComparison.Ordinal) || parameter.Name.EndsWith("share", StringComparison.Ordinal))
                .Select(parameter => FormattableString.Invariant($"{parameter.Name} {parameter.Count} {Values(parameter)[0]}")));
        Assert.Contains("Apply(Mixed)", network.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_moves_what_is_learned_and_files_keep_it()
    {
        using var network = new MixedNet(Device.Cpu(2), seed: 3);
        new Trainer<MixedNet>(network) { Epochs = 3, BatchSize = 8 }.Fit(RandomData.Of(SampleShape.Image(5, 4, 2), 24, 3, seed: 5));
        Assert.NotEqual(-0.4f, Values(network.Parameters.Single(parameter => parameter.Name == "last.share"))[0]);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");
        try
        {
            network.Save(path);
            using var loaded = MixedNet.Load(path, Device.Cpu(1));
            Assert.Equal(network.Parameters.Select(Values), loaded.Parameters.Select(Values));
            float[] sample = Numbers(5 * 4 * 2);
            Assert.Equal(network.Predict(sample), loaded.Predict(sample));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_derivative_by_hand_is_taken()
    {
        var data = Dataset.FromFloats([1, -2, 0.5f, 3], SampleShape.Vector(4), [0.5f, -0.5f], 2);
        using var network = new CubeNet(Device.Cpu(1), seed: 4);
        using var program = network.NewTraining(1);
        var bias = network.Parameters.Single(parameter => parameter.Name == "first.bias");
        Loss(program, data);
        var gradient = new float[5];
        program.CopyGradient(bias, gradient);
        const float Step = 1e-2f;
        float[] values = Values(bias);
        for (int i = 0; i < 5; i++)
        {
            float[] up = [.. values], down = [.. values];
            up[i] += Step;
            down[i] -= Step;
            bias.CopyFrom(up);
            double above = Loss(program, data);
            bias.CopyFrom(down);
            double difference = (above - Loss(program, data)) / (2 * Step);
            Assert.True(Math.Abs((difference / 2) - gradient[i]) <= 0.05 * Math.Abs(gradient[i]) + 1e-3, $"{gradient[i]} is not half of {difference}");
            bias.CopyFrom(values);
        }
    }

    [Fact]
    public void A_function_that_leaves_the_numbers_is_named()
    {
        using var network = new LogarithmNet(Device.Cpu(1), seed: 1);
        var exception = Assert.Throws<TrainingDivergedException>(() => new Trainer<LogarithmNet>(network) { Epochs = 1, BatchSize = 8 }.Fit(RandomData.Of(SampleShape.Vector(4), 24, 2, seed: 5)));
        Assert.Contains("logarithm1", exception.Message, StringComparison.Ordinal);
    }

    private static double Loss(ITrainingSteps program, Dataset data)
    {
        program.Step(new Batch(data, [.. Enumerable.Range(0, data.Count)], 0, data.Count), new OptimizerStep { Kind = OptimizerKind.None, Step = 1, Seed = 1 });
        return program.LossSum / data.Count;
    }

    private static float[] Values(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
