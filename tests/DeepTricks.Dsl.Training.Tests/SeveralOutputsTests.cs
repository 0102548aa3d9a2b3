// Numbers around zero and a smooth function, so that differences of the loss show slopes.
#pragma warning disable DT1006, DT1011

using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>An image and some facts about it, a class and some numbers to answer.</summary>
[Network(6, 6, 1)]
[Conv(16, 3), Tanh, Tap("image"), GlobalAveragePool, Dense(3), Tap("scores"), SoftmaxCrossEntropy(Weight = 0.3)]
[Input(5), Dense(8), Tanh, Tap("facts"), From("image"), Dense(8), Concat("facts"), Dense(2), MeanSquaredError]
[From("scores"), SoftmaxCrossEntropy(Weight = 2)]
public partial class ManySided;

/// <summary>Networks with several inputs and several losses.</summary>
public class SeveralOutputsTests
{
    private const int Samples = 6;
    private const int InputLength = 41;

    [Fact]
    public void The_loss_is_the_weighted_sum_and_so_are_its_gradients()
    {
        using var network = new ManySided(Device.Cpu(2), seed: 3);
        var data = Data();
        int[] order = [.. Enumerable.Range(0, Samples)];
        using var training = network.NewTraining(Samples);
        double Loss()
        {
            training.Step(new Batch(data, order, 0, Samples), new OptimizerStep { Kind = OptimizerKind.None, Step = 1 });
            return training.LossSum / Samples;
        }

        double loss = Loss();
        var gradients = network.Parameters.ToDictionary(p => p.Name, p =>
        {
            var gradient = new float[p.Count];
            training.CopyGradient(p, gradient);
            return gradient;
        });
        Assert.Equal(ExpectedLoss(network, data), loss, 1e-5);
        foreach (var parameter in network.Parameters)
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            var random = new Random(5);
            var direction = values.Select(_ => random.Next(2) == 0 ? -1f : 1f).ToArray();
            const float Step = 2e-3f;
            double Moved(float distance)
            {
                parameter.CopyFrom([.. values.Zip(direction, (value, sign) => value + (distance * sign))]);
                network.WeightsChanged();
                double moved = ExpectedLoss(network, data);
                parameter.CopyFrom(values);
                network.WeightsChanged();
                return moved;
            }

            double expected = (Moved(Step) - Moved(-Step)) / (2 * Step);
            double actual = gradients[parameter.Name].Zip(direction, (slope, sign) => (double)slope * sign).Sum();
            Assert.True(Math.Abs(expected - actual) < 2e-3 * Math.Max(1, Math.Abs(expected)), $"{parameter.Name}: {actual} instead of {expected}");
        }
    }

    [Fact]
    public void It_trains_and_is_evaluated()
    {
        using var network = new ManySided(Device.Cpu(1), seed: 3);
        var trainer = new Trainer<ManySided>(network) { Epochs = 40, BatchSize = 3, Optimizer = new Adam(1e-2) };
        double before = trainer.Evaluate(Data()).Loss;
        trainer.Fit(Data());
        var after = trainer.Evaluate(Data());
        Assert.Equal(ExpectedLoss(network, Data()), after.Loss, 1e-4);
        Assert.True(after.Loss < before / 2, $"{before} to {after.Loss}");
        Assert.Equal(Samples, after.ConfusionMatrix!.Cast<int>().Sum());
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        using var network = new ManySided(Device.Cpu(1), seed: 3);
        var trainer = new Trainer<ManySided>(network);
        var shape = Assert.Throws<DatasetException>(() => trainer.Fit(Dataset.FromFloats(new float[36], SampleShape.Image(6, 6, 1), new float[4], 4)));
        Assert.Equal("the samples are 6x6x1, the network takes vectors of 41: the numbers of all its inputs", shape.Message);
        var targets = Assert.Throws<DatasetException>(() => trainer.Fit(Dataset.FromFloats(new float[InputLength], SampleShape.Vector(InputLength), new float[3], 3)));
        Assert.Equal("the targets have 3 numbers per sample, the network's outputs take 4 (1 for loss1, 2 for loss2, 1 for loss3)", targets.Message);
        var label = Assert.Throws<DatasetException>(() => trainer.Fit(Dataset.FromFloats(new float[InputLength], SampleShape.Vector(InputLength), [0, 0, 0, 3], 4)));
        Assert.Equal("sample 0 has the target 3 for loss3, which takes a class from 0 to 2", label.Message);
    }

    private static double ExpectedLoss(ManySided network, Dataset data)
    {
        double loss = 0;
        for (int i = 0; i < data.Count; i++)
        {
            var sample = new float[InputLength];
            data.CopySample(i, sample);
            float[] answer = network.Predict(sample);
            Assert.Equal(8, answer.Length);
            var target = data.TargetAt(i);
            loss -= 0.3 * Math.Log(answer[(int)target[0]]);
            loss += (Math.Pow(answer[3] - target[1], 2) + Math.Pow(answer[4] - target[2], 2)) / 2;
            loss -= 2 * Math.Log(answer[5 + (int)target[3]]);
        }

        return loss / data.Count;
    }

    private static Dataset Data()
    {
        var random = new Random(8);
        var samples = Enumerable.Range(0, Samples * InputLength).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
        var targets = Enumerable.Range(0, Samples).SelectMany(_ =>
        {
            int label = random.Next(3);
            return new[] { label, (float)random.NextDouble(), (float)random.NextDouble(), label };
        }).ToArray();
        return Dataset.FromFloats(samples, SampleShape.Vector(InputLength), targets, 4);
    }
}
