namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>One test per rule about numbers and shapes.</summary>
public class ShapeTests
{
    [Theory]
    [InlineData("Conv([|0|], 3)", "'Conv(0, 3)' (conv1) has Filters = 0; it must be a whole number of at least 1")]
    [InlineData("Conv(4, [|kernel: 0|])", "'Conv(4, 0)' (conv1) has Kernel = 0; it must be a whole number of at least 1")]
    [InlineData("Conv(kernel: 3, [|filters: 0|])", "'Conv(0, 3)' (conv1) has Filters = 0; it must be a whole number of at least 1")]
    [InlineData("Conv(4, 3, [|Stride = 0|])", "'Conv(4, 3, Stride = 0)' (conv1) has Stride = 0; it must be a whole number of at least 1")]
    [InlineData("Conv(4, 3, [|Padding = -2|])", "'Conv(4, 3, Padding = -2)' (conv1) has Padding = -2; it must be a whole number of at least -1")]
    [InlineData("Conv(4, 3, [|Init = (Init)9|])", "'Conv(4, 3, Init = 9)' (conv1) has Init = 9; it must be a whole number of at least 0 and at most 7")]
    [InlineData("Conv(4, 3, [|Init = Init.Gaussian|])", "'Conv(4, 3, Init = Init.Gaussian)' (conv1) starts with weights of no width; write Deviation = 0.01, say, or Init = Init.Zeros")]
    [InlineData("Conv(4, 3, [|Deviation = 0.1|])", "'Conv(4, 3, Deviation = 0.1)' (conv1) has a Deviation, which only Init.Gaussian and Init.Uniform take; write Init = Init.Gaussian or leave it out")]
    [InlineData("Dropout([|1.0|])", "'Dropout(1)' (dropout1) has Rate = 1; it must be a number of at least 0 and below 1")]
    [InlineData("Dropout([|double.NaN|])", "'Dropout(NaN)' (dropout1) has Rate = NaN; it must be a number of at least 0 and below 1")]
    [InlineData("BatchNorm([|Momentum = 0|])", "'BatchNorm(Momentum = 0)' (bn1) has Momentum = 0; it must be a number above 0 and at most 1")]
    [InlineData("BatchNorm([|Epsilon = 0|])", "'BatchNorm(Epsilon = 0)' (bn1) has Epsilon = 0; it must be a number above 0")]
    [InlineData("LeakyRelu([|double.PositiveInfinity|])", "'LeakyRelu(Infinity)' (leakyrelu1) has Slope = Infinity; it must be a finite number")]
    [InlineData("MaxPool([|0|])", "'MaxPool(0)' (pool1) has Window = 0; it must be a whole number of at least 1")]
    public void Numbers_are_in_range(string layer, string message)
        => DiagnosticAssert.Reports("DT0006", Sources.Network($"[Network(8, 8, 3)]\n[{layer}, Dense(3), SoftmaxCrossEntropy]"), message);

    [Fact]
    public void A_range_is_not_empty() => DiagnosticAssert.Reports(
        "DT0006",
        Sources.Network("[Network(4)]\n[Rescale(255, [|0|]), Dense(3), SoftmaxCrossEntropy]"),
        "'Rescale(255, 0)' (rescale1) maps a range that is empty; write the smaller end first, as in Rescale(0, 255)");

    [Fact]
    public void A_kernel_fits() => DiagnosticAssert.Reports(
        "DT0007",
        Sources.Network("[Network(28, 28, 1)]\n[Conv(32, 3), MaxPool(2)]\n[Conv(64, [|31|], Padding = Padding.None), Dense(3), SoftmaxCrossEntropy]"),
        "'Conv(64, 31, Padding = Padding.None)' (conv2) has a 31x31 kernel, but its input 'pool1' is 14x14x32; use a kernel of at most 14, or padding Same");

    [Fact]
    public void A_dilated_kernel_fits() => DiagnosticAssert.Reports(
        "DT0007",
        Sources.Network("[Network(20, 2)]\n[Conv(8, [|6|], Dilation = 4, Padding = 0), Dense(3), SoftmaxCrossEntropy]"),
        "'Conv(8, 6, Padding = Padding.None, Dilation = 4)' (conv1) has a 6-wide kernel spread over 21 positions, but its input, the sample, is 20x2; "
            + "use a kernel of at most 5, or an odd kernel with padding Same");

    [Fact]
    public void A_window_fits() => DiagnosticAssert.Reports(
        "DT0007",
        Sources.Network("[Network(9, 6, 1)]\n[Conv(8, 3), AveragePool([|7|]), Dense(3), SoftmaxCrossEntropy]"),
        "'AveragePool(7)' (pool1) has a 7x7 window, but its input 'conv1' is 9x6x8; use a window of at most 6, or leave the layer out");

    [Fact]
    public void An_even_kernel_has_no_same_padding() => DiagnosticAssert.Reports(
        "DT0008",
        Sources.Network("[Network(8, 8, 1)]\n[Conv(8, [|4|]), Dense(3), SoftmaxCrossEntropy]"),
        "'Conv(8, 4)' (conv1) has an even kernel, which Padding.Same cannot pad by the same number of zeros on both sides; "
            + "use an odd kernel such as 5, or write Padding = Padding.None");

    [Fact]
    public void Padding_stays_within_the_kernel() => DiagnosticAssert.Reports(
        "DT0009",
        Sources.Network("[Network(8, 8, 1)]\n[Conv(8, 3, [|Padding = 3|]), Dense(3), SoftmaxCrossEntropy]"),
        "'Conv(8, 3, Padding = 3)' (conv1) pads by 3, so that its outermost outputs would see nothing but padding; pad by at most 2, which is Dilation * (Kernel - 1)");

    [Fact]
    public void Groups_divide_channels_and_filters() => DiagnosticAssert.Reports(
        "DT0010",
        Sources.Network("[Network(8, 8, 6)]\n[Conv(8, 3, [|Groups = 3|]), Dense(3), SoftmaxCrossEntropy]"),
        "'Conv(8, 3, Groups = 3)' (conv1) has 3 groups, but its input, the sample, is 8x8x6 and it has 8 filters; Groups must divide both 6 and 8: use a divisor of 2");

    [Theory]
    [InlineData("Conv(8, 3)", "conv1")]
    [InlineData("MaxPool(2)", "pool1")]
    [InlineData("GlobalAveragePool", "gap1")]
    public void A_vector_has_no_positions(string layer, string name) => DiagnosticAssert.Reports(
        "DT0011",
        Sources.Network($"[Network(784)]\n[[|{layer}|], Dense(3), SoftmaxCrossEntropy]"),
        $"'{layer}' ({name}) moves over the positions of a sequence or image, but its input, the sample, is a vector of 784 numbers; "
            + "declare the sample's positions: [Network(height, width, channels)] or [Network(length, channels)]");

    [Fact]
    public void A_flattened_image_has_no_positions() => DiagnosticAssert.Reports(
        "DT0011",
        Sources.Network("[Network(8, 8, 1)]\n[Dense(64), Relu, [|Conv(8, 3)|], Dense(3), SoftmaxCrossEntropy]"),
        "'Conv(8, 3)' (conv1) moves over the positions of a sequence or image, but its input 'relu1' is a vector of 64 numbers; "
            + "move it before 'Dense(64)' (dense1), which leaves no positions");

    [Fact]
    public void A_weight_can_be_addressed() => DiagnosticAssert.Reports(
        "DT0018",
        Sources.Network("[Network(1000, 1000, 3)]\n[Dense([|1000|]), SoftmaxCrossEntropy]"),
        "'Dense(1000)' (dense1) has a weight of 1000x3000000 = 3000000000 numbers, and a tensor holds at most 2147483647, because its input, the sample, is 1000x1000x3; "
            + "use fewer units, or pool before it");

    [Theory]
    [InlineData("Conv([|2147483647|], 3)", "Conv(2147483647, 3)", "has a weight of 2147483647x3x3x3 = 57982058469 numbers, and a tensor holds at most 2147483647; use fewer filters or a smaller kernel")]
    [InlineData("Conv([|100000|], 1)", "Conv(100000, 1)", "has an output of 1000x1000x100000 = 100000000000 numbers, and a tensor holds at most 2147483647; use fewer filters or a larger stride")]
    [InlineData("Conv(1, [|2147483647|], Dilation = 2147483647)", "Conv(1, 2147483647, Dilation = 2147483647)", "reaches over more than 2147483647 positions; use a smaller kernel or dilation")]
    public void A_convolution_can_be_addressed(string layer, string declaration, string problem) => DiagnosticAssert.Reports(
        "DT0018", Sources.Network($"[Network(1000, 1000, 3)]\n[{layer}, Dense(3), SoftmaxCrossEntropy]"), $"'{declaration}' (conv1) {problem}");

    [Fact]
    public void A_sample_can_be_addressed() => DiagnosticAssert.Reports(
        "DT0018",
        Sources.Network("[[|Network(2147483647, 2147483647, 2147483647)|]]\n[Dense(3), SoftmaxCrossEntropy]"),
        "'Network(2147483647, 2147483647, 2147483647)' has samples of 2147483647x2147483647x2147483647 = 9903520300447984150353281023 numbers, "
            + "and a tensor holds at most 2147483647; use smaller samples");

    [Theory]
    [InlineData("Network([|0|])", "Network(0)", "Features")]
    [InlineData("Network(4, [|0|])", "Network(4, 0)", "Channels")]
    [InlineData("Network([|0|], 4)", "Network(0, 4)", "Length")]
    [InlineData("Network([|0|], 4, 1)", "Network(0, 4, 1)", "Height")]
    public void Sample_sizes_are_positive(string network, string declaration, string size) => DiagnosticAssert.Reports(
        "DT0019", Sources.Network($"[{network}]\n[Dense(3), SoftmaxCrossEntropy]"), $"'{declaration}' has {size} = 0; it must be a whole number of at least 1");

    [Fact]
    public void Softmax_loss_takes_a_vector() => DiagnosticAssert.Reports(
        "DT0021",
        Sources.Network("[Network(8, 8, 3)]\n[Conv(10, 1), [|SoftmaxCrossEntropy|]]"),
        "'SoftmaxCrossEntropy' (loss1) takes one number per class, but its input 'conv1' is 8x8x10; put GlobalAveragePool or Dense(classes) before it");

    [Fact]
    public void Softmax_loss_takes_two_classes() => DiagnosticAssert.Reports(
        "DT0021",
        Sources.Network("[Network(8)]\n[Dense(1), [|SoftmaxCrossEntropy|]]"),
        "'SoftmaxCrossEntropy' (loss1) needs two classes or more, but its input 'dense1' is a single number, so that the loss is always 0; "
            + "use Dense(2) before it, or BinaryCrossEntropy");

    [Theory]
    [InlineData("Parameters = 14", "15 trained parameters, 1 more than its budget of 14")]
    [InlineData("WeightBytes = 50", "60 bytes of weights, 10 more than its budget of 50")]
    [InlineData("Flops = 0", "39 FLOPs per sample, 39 more than its budget of 0")]
    [InlineData("ActivationBytes = 1", "28 bytes of activations per sample, 27 more than its budget of 1")]
    public void A_budget_is_kept(string limit, string problem) => DiagnosticAssert.Reports(
        "DT1012",
        Sources.Network($"[Network(4)]\n[Budget([|{limit}|])]\n[Dense(3), SoftmaxCrossEntropy]"),
        $"'N' has {problem}; use fewer filters or units, pool earlier, or raise the budget");

    [Fact]
    public void A_budget_may_be_used_up() => GeneratorHarness.RunClean(Sources.Network(
        "[Network(4)]\n[Budget(Parameters = 15, WeightBytes = 60, Flops = 39, ActivationBytes = 28)]\n[Dense(3), SoftmaxCrossEntropy]"));

    [Fact]
    public void What_follows_from_a_mistake_is_not_reported()
    {
        var run = GeneratorHarness.Run(Sources.Network(
            "[Network(8, 8, 1)]\n[Conv(0, 3), MaxPool(20), Conv(7, 4), Dropout(2), Dense(3), SoftmaxCrossEntropy]"));
        Assert.Equal(["DT0006", "DT0006"], run.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("Conv(32)")]
    [InlineData("Conv(1.5, 3)")]
    [InlineData("Conv(System.Environment.ProcessorCount, 3)")]
    [InlineData("Cnov(32, 3)")]
    public void Nothing_is_said_beside_errors_of_CSharp(string layer)
    {
        var run = GeneratorHarness.Run(Sources.Network($"[Network(8)]\n[{layer}, Dense(3), SoftmaxCrossEntropy]", "public partial class N;\npublic class User { public N Net = new(seed: 1); }"));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.GeneratorDiagnostics);
        Assert.All(Compilations.Complaints(run.Output), complaint => Assert.Equal("Source0.cs", complaint.Location.SourceTree!.FilePath));
        Assert.Single(Compilations.Complaints(run.Output).Select(complaint => complaint.Location.SourceSpan.Start).Distinct());
    }
}
