using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public void Classes_are_counted_and_the_loss_is_the_networks_own()
    {
        using var network = new TinyNetwork(TinySpecs.Network(
            SampleShape.Vector(4),
            TinySpecs.Layer(LayerKind.Dense, "dense1", ("Units", 3)),
            TinySpecs.Layer(LayerKind.SoftmaxCrossEntropy, "loss1", ("Smoothing", 0.3))));
        var data = TinyData.Classes(1300);
        var evaluation = new Trainer<TinyNetwork>(network).Evaluate(data);
        float[] answers = network.Predict(data.Numbers);
        double loss = 0;
        var confusion = new int[3, 3];
        int correct = 0;
        for (int i = 0; i < data.Count; i++)
        {
            var p = answers.AsSpan(3 * i, 3).ToArray();
            int answer = Array.IndexOf(p, p.Max());
            confusion[data.LabelAt(i), answer]++;
            correct += answer == data.LabelAt(i) ? 1 : 0;
            loss -= (0.7 * Math.Log(p[data.LabelAt(i)])) + p.Sum(x => 0.1 * Math.Log(x));
        }

        Assert.Equal(1300, evaluation.Count);
        Assert.Equal(confusion, evaluation.ConfusionMatrix);
        Assert.Equal(correct / 1300.0, evaluation.Accuracy);
        Assert.Equal(loss / 1300, evaluation.Loss, 6);
        Assert.Null(evaluation.MeanSquaredError);
        Assert.Null(evaluation.BinaryAccuracy);
    }

    [Fact]
    public void A_probability_of_0_does_not_make_the_loss_infinite()
    {
        using var network = TinyNetwork.Of(1, 2);
        network.Parameters[0].CopyFrom([1000f, -1000f]);
        network.WeightsChanged();
        var evaluation = new Trainer<TinyNetwork>(network).Evaluate(Dataset.FromFloats([1, 1], SampleShape.Vector(1), [1, 0]));
        Assert.Equal(-Math.Log(float.Epsilon) / 2, evaluation.Loss, 6);
        Assert.Equal(0.5, evaluation.Accuracy);
    }

    [Fact]
    public void Numbers_are_judged_by_their_squared_differences()
    {
        using var network = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        var data = TinyData.Sums(700);
        float[] answers = network.Predict(data.Numbers);
        double expected = answers.Zip(data.Targets!, (answer, target) => ((double)answer - target) * ((double)answer - target)).Average();
        var evaluation = new Trainer<TinyNetwork>(network).Evaluate(data);
        Assert.Equal(expected, evaluation.Loss, 9);
        Assert.Equal(evaluation.Loss, evaluation.MeanSquaredError);
        Assert.Null(evaluation.Accuracy);
        Assert.Null(evaluation.ConfusionMatrix);
        Assert.Null(evaluation.BinaryAccuracy);
    }

    [Fact]
    public void Probabilities_are_judged_by_their_cross_entropy_and_side()
    {
        using var network = TinyNetwork.Of(4, 1, LayerKind.BinaryCrossEntropy);
        var data = TinyData.Sums(700, binary: true);
        float[] answers = network.Predict(data.Numbers);
        double expected = answers.Zip(data.Targets!, (answer, target) => -Math.Log(target > 0 ? answer : 1.0 - answer)).Average();
        var evaluation = new Trainer<TinyNetwork>(network).Evaluate(data);
        Assert.Equal(expected, evaluation.Loss, 6);
        Assert.Equal(answers.Zip(data.Targets!, (answer, target) => answer >= 0.5 == target > 0 ? 1.0 : 0).Average(), evaluation.BinaryAccuracy!.Value, 9);
    }

    [Fact]
    public void Can_be_cancelled()
    {
        using var network = TinyNetwork.Of(4, 3);
        Assert.Throws<OperationCanceledException>(() => new Trainer<TinyNetwork>(network).Evaluate(TinyData.Classes(10), new CancellationToken(true)));
    }
}
