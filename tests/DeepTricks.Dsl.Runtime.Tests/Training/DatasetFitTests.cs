using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class DatasetFitTests
{
    private static readonly float[] Eight = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Samples_of_another_shape_are_refused_with_both_shapes()
    {
        using var network = TinyNetwork.Of(4, 3);
        var exception = Refused(network, TinyData.Classes(10, features: 5));
        Assert.Contains("samples are 5, the network takes 4", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_vectors_takes_images_of_as_many_numbers()
    {
        using var network = TinyNetwork.Of(4, 3);
        DatasetFit.Check(Dataset.FromFloats(Eight, SampleShape.Image(2, 2, 1), [0, 1]), network);
    }

    [Fact]
    public void Labels_beyond_the_outputs_are_refused_with_their_sample()
    {
        using var network = TinyNetwork.Of(4, 3);
        var exception = Refused(network, Dataset.FromFloats(Eight, SampleShape.Vector(4), [2, 3]));
        Assert.Equal(1, exception.SampleIndex);
        Assert.Contains("label 3, but the network has 3 outputs", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_refused_with_their_sample(float bad)
    {
        using var classes = TinyNetwork.Of(4, 3);
        Assert.Equal(1, Refused(classes, Dataset.FromFloats([1, 2, 3, 4, 5, bad, 7, 8], SampleShape.Vector(4), [0, 1])).SampleIndex);
        using var sums = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        Assert.Equal(1, Refused(sums, Dataset.FromFloats(Eight, SampleShape.Vector(4), [0, bad], 1)).SampleIndex);
    }

    [Fact]
    public void Targets_of_the_wrong_kind_or_length_are_refused()
    {
        using var classes = TinyNetwork.Of(4, 3);
        Refused(classes, Dataset.FromFloats(Eight, SampleShape.Vector(4), [0f, 1f], 1));
        using var sums = TinyNetwork.Of(4, 1, LayerKind.MeanSquaredError);
        Refused(sums, Dataset.FromFloats(Eight, SampleShape.Vector(4), [0, 1]));
        Refused(sums, Dataset.FromFloats(Eight, SampleShape.Vector(4), [0f, 1f, 2f, 3f], 2));
        using var binary = TinyNetwork.Of(4, 1, LayerKind.BinaryCrossEntropy);
        Assert.Equal(1, Refused(binary, Dataset.FromFloats(Eight, SampleShape.Vector(4), [0f, 1.5f], 1)).SampleIndex);
        DatasetFit.Check(Dataset.FromFloats(Eight, SampleShape.Vector(4), [0f, 0.5f], 1), binary);
    }

    /// <summary>The same from checking, training and evaluating, with no weight changed.</summary>
    private static DatasetException Refused(TinyNetwork network, Dataset data)
    {
        float[] before = network.AllValues();
        var trainer = new Trainer<TinyNetwork>(network) { Epochs = 1 };
        Assert.Throws<DatasetException>(() => trainer.Fit(data));
        Assert.Throws<DatasetException>(() => trainer.Evaluate(data));
        Assert.Equal(before, network.AllValues());
        return Assert.Throws<DatasetException>(() => DatasetFit.Check(data, network));
    }
}
