using DeepTricks.Dsl.Compiler.Tests.Reference;
using static DeepTricks.Dsl.Compiler.Tests.ReferenceTests.Little;
using static DeepTricks.Dsl.Shapes.LayerKind;

namespace DeepTricks.Dsl.Compiler.Tests.ReferenceTests;

/// <summary>The reference's other layers on numbers small enough to work out by hand.</summary>
public sealed class LayerReferenceTests
{
    [Fact]
    public void Rescale_maps_the_range_to_minus_one_and_one() =>
        Equal([-1, 1, 0], Output(Extent.Vector(3), [10, 30, 20], Layer(Rescale, ("Low", 10), ("High", 30))));

    [Fact]
    public void Dense_flattens_channels_first()
    {
        // One row of two pixels with two channels: (1, 2), (3, 4) flattens to 1, 3, 2, 4.
        double[] output = Output(Extent.Image(1, 2, 2), [1, 2, 3, 4], Layer(Dense, ("Units", 1)), false, ("dense1.weight", [1, 10, 100, 1000]), ("dense1.bias", [0]));

        Equal([4231], output);
    }

    [Fact]
    public void BatchNorm_normalizes_by_the_batch_and_remembers_the_unbiased_variance()
    {
        var network = Network(Extent.Vector(1), Layer(BatchNorm, ("Momentum", 0.25), ("Epsilon", 1)), Layer(MeanSquaredError));

        // Mean 4, biased variance 8, unbiased 12; 8 + epsilon = 3 squared.
        var result = Run(network, [2, 2, 8], true, null, ("bn1.weight", [6]), ("bn1.bias", [1]), ("bn1.running_mean", [2]), ("bn1.running_var", [4]));

        Equal([-3, -3, 9], result.Layers[0].Values);
        Equal([2.5], result.RunningStatistics["bn1.running_mean"]);
        Equal([6], result.RunningStatistics["bn1.running_var"]);
    }

    [Fact]
    public void BatchNorm_predicts_from_the_running_statistics()
    {
        var network = Network(Extent.Vector(1), Layer(BatchNorm, ("Epsilon", 5)), Layer(MeanSquaredError));

        var result = Run(network, [5, -1], false, null, ("bn1.weight", [6]), ("bn1.bias", [1]), ("bn1.running_mean", [2]), ("bn1.running_var", [4]));

        Equal([7, -5], result.Layers[0].Values);
        Assert.Empty(result.RunningStatistics);
    }

    [Fact]
    public void BatchNorm_takes_the_bias_from_the_layer_before_it()
    {
        var network = Network(
            Extent.Sequence(4, 2), Layer(Conv, ("Filters", 3), ("Kernel", 3)), Layer(BatchNorm), Layer(Dense, ("Units", 2)), Layer(MeanSquaredError));

        Assert.Equal(
            ["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "dense1.weight", "dense1.bias"],
            network.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([3, 2, 3], network.Tensors[0].Dimensions);
        Assert.Equal([2, 12], network.Tensors[5].Dimensions);
    }

    [Fact]
    public void Pools_leave_out_what_does_not_fill_a_window()
    {
        Equal([5], Output(Extent.Image(3, 3, 1), Counting(9), Layer(MaxPool, ("Window", 2))));
        Equal([3], Output(Extent.Image(3, 3, 1), Counting(9), Layer(AveragePool, ("Window", 2))));
        Equal([5, 6, 8, 9], Output(Extent.Image(3, 3, 1), Counting(9), Layer(MaxPool, ("Window", 2), ("Stride", 1))));
        Equal([1.5, 4.5], Output(Extent.Sequence(5, 1), Counting(5), Layer(AveragePool, ("Window", 2), ("Stride", 3))));
        Equal([2, 20], Output(Extent.Sequence(3, 2), [1, 10, 2, 20, 3, 30], Layer(GlobalAveragePool)));
    }

    [Fact]
    public void Lrn_of_even_size_looks_further_back_than_ahead()
    {
        var layer = Layer(Lrn, ("Size", 2), ("Alpha", 2), ("Beta", 0.5), ("K", 1));

        // 3 / sqrt(1 + 9), 4 / sqrt(1 + 16 + 9)
        Equal([3 / Math.Sqrt(10), 4 / Math.Sqrt(26)], Output(Extent.Vector(2), [3, 4], layer));
    }

    [Fact]
    public void Lrn_divides_by_its_size_at_the_ends_too()
    {
        var layer = Layer(Lrn, ("Size", 3), ("Alpha", 3), ("Beta", 1), ("K", 2));

        Equal([1 / 7.0, 2 / 16.0, 3 / 15.0], Output(Extent.Vector(3), [1, 2, 3], layer));
    }

    [Fact]
    public void Activations_are_their_formulas()
    {
        var three = Extent.Vector(3);
        double[] input = [-2, 0, 3];
        Equal([0, 0, 3], Output(three, input, Layer(Relu)));
        Equal([-0.02, 0, 3], Output(three, input, Layer(LeakyRelu)));
        Equal([-0.5, 0, 3], Output(three, input, Layer(LeakyRelu, ("Slope", 0.25))));
        Equal([-6, 0, 3], Output(three, input, Layer(PRelu), false, ("prelu1.weight", [3, 4, 5])));
        Equal([0.5 * (Math.Exp(-2) - 1), 0, 3], Output(three, input, Layer(Elu, ("Alpha", 0.5))));
        Equal([1 / (1 + Math.Exp(2)), 0.5, 1 / (1 + Math.Exp(-3))], Output(three, input, Layer(Sigmoid)));
        Equal([Math.Tanh(-2), 0, Math.Tanh(3)], Output(three, input, Layer(Tanh)));
    }

    [Fact]
    public void Softmax_works_on_each_position_and_does_not_overflow()
    {
        double[] output = Output(Extent.Sequence(2, 2), [1000, 1000 + Math.Log(3), 5, 5], Layer(Softmax));

        Equal([0.25, 0.75, 0.5, 0.5], [.. output.Select(x => Math.Round(x, 12))]);
    }

    [Fact]
    public void Dropout_scales_what_it_keeps_and_rests_in_prediction()
    {
        var network = Network(Extent.Vector(2), Layer(Dropout, ("Rate", 0.2)), Layer(MeanSquaredError));
        var masks = new Dictionary<int, bool[]> { [0] = [true, false, false, true] };
        var input = new Volume(2, Extent.Vector(2), [4, 4, 8, 8]);
        var none = new Dictionary<string, double[]>();

        Equal([5, 0, 0, 10], network.Run(input, null, new ReferencePass(none, true, masks, new PinnedChoices())).Output.Values);
        Equal([4, 4, 8, 8], network.Run(input, null, new ReferencePass(none, false, masks, new PinnedChoices())).Output.Values);
    }

    [Fact]
    public void Cross_entropy_spreads_its_smoothing_over_all_classes()
    {
        var targets = ReferenceTargets.Classes(1, 0);
        double[] scores = [0, Math.Log(3), 0, 0];
        double[] logs = [Math.Log(0.25), Math.Log(0.75), Math.Log(0.5)];

        var plain = Run(Network(Extent.Vector(2), Layer(SoftmaxCrossEntropy)), scores, true, targets);
        var smooth = Run(Network(Extent.Vector(2), Layer(SoftmaxCrossEntropy, ("Smoothing", 0.2))), scores, true, targets);

        Equal([-logs[1], -logs[2]], plain.SampleLosses);
        Equal([-((0.9 * logs[1]) + (0.1 * logs[0])), -logs[2]], smooth.SampleLosses);
        Equal([0.25, 0.75, 0.5, 0.5], plain.Output.Values);
    }

    [Fact]
    public void Losses_on_vectors_are_means_over_their_outputs()
    {
        var squared = Run(Network(Extent.Vector(2), Layer(MeanSquaredError)), [1, 2, 3, 4], true, ReferenceTargets.Numbers(0, 4, 3, 4));
        var binary = Run(Network(Extent.Vector(2), Layer(BinaryCrossEntropy)), [0, Math.Log(3)], true, ReferenceTargets.Numbers(0.3, 0.5));

        var huber = Run(Network(Extent.Vector(2), Layer(Huber, ("Delta", 0.5))), [1, 2, 3, 4], true, ReferenceTargets.Numbers(0, 2.2, 3, 3.5));

        Equal([2.5, 0], squared.SampleLosses);
        Equal([((0.5 * 0.75) + (0.5 * 0.2 * 0.2)) / 2, 0.5 * 0.25 / 2], huber.SampleLosses);
        Equal([1, 2, 3, 4], huber.Output.Values);
        Equal([1, 2, 3, 4], squared.Output.Values);
        Equal([((0.5 * (-Math.Log(0.75) - Math.Log(0.25))) - Math.Log(0.5)) / 2], binary.SampleLosses);
        Equal([0.5, 0.75], binary.Output.Values);
    }
}
