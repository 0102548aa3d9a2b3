using DeepTricks.Dsl.Compiler.Tests.Reference;
using static DeepTricks.Dsl.Compiler.Tests.ReferenceTests.Little;
using static DeepTricks.Dsl.Shapes.LayerKind;

namespace DeepTricks.Dsl.Compiler.Tests.ReferenceTests;

/// <summary>The differences against gradients that are known on paper, and the judge that compares with them.</summary>
public sealed class FiniteDifferenceTests
{
    [Fact]
    public void A_dense_layers_gradient_is_the_one_on_paper()
    {
        var network = Network(Extent.Vector(2), Layer(Dense, ("Units", 1)), Layer(MeanSquaredError));
        var difference = new FiniteDifference(
            network,
            new Volume(2, Extent.Vector(2), [1, 2, 3, 4]),
            ReferenceTargets.Numbers(0, 1),
            new Dictionary<string, double[]> { ["dense1.weight"] = [0.5, -1], ["dense1.bias"] = [0.25] },
            NoMasks);

        // Answers -1.25 and -2.25, differences -1.25 and -3.25; the mean of 2 d x.
        AssertNear([-11, -15.5], difference.Gradient("dense1.weight"));
        AssertNear([-4.5], difference.Gradient("dense1.bias"));
        AssertNear([-11 + 15.5], [difference.Derivative("dense1.weight", [1, -1])]);
        Equal([((1.25 * 1.25) + (3.25 * 3.25)) / 2], [difference.AtPoint.Loss]);
    }

    [Fact]
    public void Softmax_cross_entropy_has_probability_minus_target()
    {
        var network = Network(Extent.Vector(1), Layer(Dense, ("Units", 3)), Layer(SoftmaxCrossEntropy, ("Smoothing", 0.3)));
        var difference = new FiniteDifference(
            network,
            new Volume(1, Extent.Vector(1), [0]),
            ReferenceTargets.Classes(2),
            new Dictionary<string, double[]> { ["dense1.weight"] = [0, 0, 0], ["dense1.bias"] = [Math.Log(1), Math.Log(2), Math.Log(5)] },
            NoMasks);

        AssertNear([0.125 - 0.1, 0.25 - 0.1, 0.625 - 0.8], difference.Gradient("dense1.bias"));
    }

    [Fact]
    public void Decisions_at_a_kink_stay_pinned()
    {
        var network = Network(Extent.Vector(1), Layer(Dense, ("Units", 1)), Layer(Relu), Layer(MeanSquaredError));
        var difference = new FiniteDifference(
            network,
            new Volume(1, Extent.Vector(1), [1]),
            ReferenceTargets.Numbers(-1),
            new Dictionary<string, double[]> { ["dense1.weight"] = [1], ["dense1.bias"] = [-1 + 1e-9] },
            NoMasks);

        // The rectifier's input is 1e-9 above its kink, a thousandth of the step; the slope is that above.
        AssertNear([2], difference.Gradient("dense1.bias"));
        Assert.Equal(1, difference.AtPoint.Margin, 1e-9);
    }

    [Fact]
    public void A_tensor_behind_a_pool_is_reached_through_the_chosen_numbers()
    {
        var network = Network(Extent.Sequence(4, 1), Layer(Conv, ("Filters", 1), ("Kernel", 1)), Layer(MaxPool, ("Window", 2)), Layer(MeanSquaredError));
        var difference = new FiniteDifference(
            network,
            new Volume(1, Extent.Sequence(4, 1), [1, 5, 7, 3]),
            ReferenceTargets.Numbers(0, 0),
            new Dictionary<string, double[]> { ["conv1.weight"] = [-1], ["conv1.bias"] = [0] },
            NoMasks);

        // -1 and -3 are chosen: the mean of squares is (1 + 9) w^2 / 2.
        AssertNear([-10], difference.Gradient("conv1.weight"));
        AssertNear([-4], difference.Gradient("conv1.bias"));
    }

    [Fact]
    public void A_probe_accepts_the_right_gradient_and_finds_one_wrong_number()
    {
        var random = new Random(3);
        var network = Network(
            Extent.Image(6, 5, 3), Layer(Conv, ("Filters", 4), ("Kernel", 3)), Layer(BatchNorm), Layer(Tanh), Layer(Dense, ("Units", 3)), Layer(SoftmaxCrossEntropy));
        var tensors = RandomTensors(random, network);
        var input = new Volume(5, network.Input, Random(random, 5 * network.Input.Count));
        var difference = new FiniteDifference(network, input, ReferenceTargets.Classes(0, 1, 2, 1, 0), tensors, NoMasks);
        var weight = network.Tensors[0];
        double[] gradient = difference.Gradient(weight.Name);
        var probe = new GradientProbe(difference, weight, random);
        double size = RelativeError.Norm(gradient) / Math.Sqrt(gradient.Length);

        Assert.InRange(probe.Compare(gradient, size).Worst, 0, 1e-6);
        for (int wrong = 0; wrong < gradient.Length; wrong += 7)
        {
            var damaged = (double[])gradient.Clone();
            damaged[wrong] += 0.1 * size;
            Assert.InRange(probe.Compare(damaged, size).Worst, 1e-3, 1);
        }

        gradient[5] = double.NaN;
        Assert.True(double.IsNaN(probe.Compare(gradient, size).Worst));
    }

    [Fact]
    public void Restarting_behind_a_layer_changes_nothing()
    {
        var random = new Random(4);
        var network = Network(Extent.Vector(5), Layer(Dense, ("Units", 4)), Layer(Elu), Layer(Dense, ("Units", 2)), Layer(BinaryCrossEntropy));
        var tensors = RandomTensors(random, network);
        var input = new Volume(3, network.Input, Random(random, 15));
        var targets = ReferenceTargets.Numbers(0, 1, 0.5, 0.25, 1, 0);
        var whole = network.Run(input, targets, new ReferencePass(tensors, true, NoMasks, new PinnedChoices()));

        var rest = network.RunFrom(2, whole, input, targets, new ReferencePass(tensors, true, NoMasks, whole.Choices));

        Assert.Equal(whole.Loss, rest.Loss);
        Assert.Equal(whole.Output.Values, rest.Output.Values);
    }

    [Fact]
    public void Relative_errors_are_relative()
    {
        Assert.Equal(0.5, RelativeError.L2([3.0, 4.0], [3.0, 6.5]), 1e-12);
        Assert.Equal(0, RelativeError.L2([0.0], [0.0]));
        Assert.Equal(double.PositiveInfinity, RelativeError.L2([0.0], [1.0]));
        Assert.Equal(0.25, RelativeError.L2([0.0], [1.0], 4), 1e-12);
        Assert.True(double.IsNaN(RelativeError.L2([1.0], [float.NaN])));
    }

    private static void AssertNear(double[] expected, double[] actual) => Assert.InRange(RelativeError.L2(expected, actual), 0, 1e-8);
}
