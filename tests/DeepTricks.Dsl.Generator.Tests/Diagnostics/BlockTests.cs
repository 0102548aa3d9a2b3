using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>One test per rule about blocks, expressions and repetitions.</summary>
public class BlockTests
{
    private const string Head = "[Network(8, 8, 3)]\n";
    private const string End = "\n[GlobalAveragePool, Dense(3), SoftmaxCrossEntropy]\npublic partial class N;\n";

    [Theory]
    [InlineData("[[|Step|]]", "public sealed class StepAttribute : BlockAttribute;", "The block 'Step' carries no layers; write them as attributes of 'StepAttribute'")]
    [InlineData("[[|Step(4, 5L)|]]", "[Conv(nameof(filters), 3)]\npublic sealed class StepAttribute(int filters, long other) : BlockAttribute;", "The block 'Step' has a parameter 'other' of type long; blocks take int, double and bool")]
    [InlineData("[[|Step(4, 5)|]]", "[Conv(nameof(filters), 3)]\npublic sealed class StepAttribute(int filters, int other) : BlockAttribute;", "The block 'Step' has a parameter 'other' that none of its layers reads; use it in an expression, or take it out")]
    [InlineData("[[|Step(Filters = 4)|]]", "[Conv(8, 3)]\npublic sealed class StepAttribute : BlockAttribute { public int Filters { get; set; } }", "The block 'Step' is given 'Filters', which no layer can read; make it a parameter of the constructor")]
    [InlineData("[[|Step<int>|]]", "[Conv(8, 3)]\npublic sealed class StepAttribute<T> : BlockAttribute;", "The block 'Step' is generic; write it for fixed parameters")]
    [InlineData("[[|Step|]]", "[Conv(8, 3)]\npublic sealed partial class StepAttribute : BlockAttribute;\n[Conv(8, 3)]\npublic sealed partial class StepAttribute;", "The block 'Step' has its layers on several parts of 'StepAttribute', so that their order is unknown; write them on one")]
    [InlineData("[Conv(4, 3), [|Step|]]", "[Step]\npublic sealed class StepAttribute : BlockAttribute;", "The block 'Step' contains itself: Step > Step; a block is made of layers and other blocks", "DT0042")]
    [InlineData("[Conv(4, 3), [|Step|]]", "[Conv(4, 3), Other]\npublic sealed class StepAttribute : BlockAttribute;\n[Step]\npublic sealed class OtherAttribute : BlockAttribute;", "The block 'Step' contains itself: Step > Other > Step; a block is made of layers and other blocks", "DT0042")]
    public void Blocks_carry_layers(string use, string block, string message, string id = "DT0040") => Reports(id, use, block, message);

    [Theory]
    [InlineData("[[|Step(4)|], Step(5)]", "[Conv(\"4 * filter\", 3)]", "'Conv' has Filters = '4 * filter', which reads 'filter', which is no parameter of the block; the nearest is 'filters', in the block 'Step(4)' (step1)")]
    [InlineData("[[|Step(4)|]]", "[Conv(\"4 *\", 3), Conv(nameof(filters), 3)]", "'Conv' has Filters = '4 *', which ends where a number or parameter is expected, in the block 'Step(4)' (step1)")]
    [InlineData("[[|Step(4)|]]", "[Conv(\"filters > 3\", 3)]", "'Conv' has Filters = 'filters > 3', which is true or false where a number is expected, in the block 'Step(4)' (step1)")]
    [InlineData("[[|Step(4)|]]", "[Conv(4, 3), Relu(When = nameof(filters))]", "'Relu' has When = 'filters', which is a number where true or false is expected, as in \"stride > 1\", in the block 'Step(4)' (step1)")]
    [InlineData("[[|Step(4)|]]", "[Conv(nameof(filters), 3, Stride = true)]", "'Conv' has Stride = true, in the block 'Step(4)' (step1); it takes a whole number of at least 1, or an expression that gives one")]
    [InlineData("[Step(4), Conv([|nameof(Step)|], 3)]", "[Conv(nameof(filters), 3)]", "'Conv' has Filters = 'Step', which reads 'Step', but there are no parameters here; write a number", "class Step { }")]
    public void Expressions_read_parameters(string use, string layers, string message, string more = "")
        => Reports("DT0041", use, layers + "\npublic sealed class StepAttribute(int filters) : BlockAttribute;\n" + more, message);

    [Theory]
    [InlineData("[Step(4), GlobalAveragePool, SoftmaxCrossEntropy, [|Repeat(3)|]]", "'Repeat' has no layer or block behind it to repeat; put it in front of one")]
    [InlineData("[Repeat(3), [|Repeat(3)|], Step(4), GlobalAveragePool, SoftmaxCrossEntropy]", "'Repeat' repeats another 'Repeat'; write one with the product of both")]
    [InlineData("[Repeat(-1), [|Step(4)|], GlobalAveragePool, SoftmaxCrossEntropy]", "'Repeat' repeats 'Step' -1 times; it must be a whole number from 0 to 1000")]
    public void Repeat_repeats_what_follows(string use, string message)
        => Reports("DT0043", use, "[Conv(nameof(filters), 3)]\npublic sealed class StepAttribute(int filters) : BlockAttribute;", message, end: "\npublic partial class N;\n");

    [Theory]
    [InlineData("[[|Step(9)|]]", "DT0007", "'Conv(8, 9, Padding = Padding.None)' (step1.conv1) has a 9x9 kernel, but its input, the sample, is 8x8x3; use a kernel of at most 8, or padding Same; it stands in the block 'Step(9)' (step1), which writes it as 'Conv(8, kernel, Padding = Padding.None)'")]
    [InlineData("[[|Step(0)|]]", "DT0006", "'Conv(8, 0, Padding = Padding.None)' (step1.conv1) has Kernel = 0; it must be a whole number of at least 1; it stands in the block 'Step(0)' (step1), which writes it as 'Conv(8, kernel, Padding = Padding.None)'")]
    public void An_error_in_a_block_points_at_its_use(string use, string id, string message)
        => Reports(id, use, "[Conv(8, nameof(kernel), Padding = Padding.None)]\npublic sealed class StepAttribute(int kernel) : BlockAttribute;", message);

    [Fact]
    public void Advice_about_a_layer_in_a_block_points_at_its_use_and_has_no_fix()
    {
        var source = MarkedSource.Parse("using DeepTricks.Dsl;\n" + Head + "[Rescale(0, 1), [|Step|]]" + End + "[Conv(8, 3), BatchNorm, Relu]\npublic sealed class StepAttribute : BlockAttribute;\n");
        var found = Assert.Single(GeneratorHarness.Advice(Compilations.Of(source.Text)), advice => advice.Id == "DT1008");
        Assert.Equal(source.Spans.Single(), found.Location.SourceSpan);
        Assert.Contains("(step1.relu1)", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(found.Properties.ContainsKey("NotFixable"));
    }

    [Fact]
    public void Names_in_a_block_differ() => Reports(
        "DT0017", "[[|Step(4)|]]", "[Conv(nameof(filters), 3, Name = \"Filters\")]\npublic sealed class StepAttribute(int filters) : BlockAttribute;",
        "'Conv(4, 3)' (step1.Filters) is named 'Filters', as a parameter of the block is; choose another name; it stands in the block 'Step(4)' (step1), which writes it as 'Conv(filters, 3)'");

    [Fact]
    public void A_block_alone_is_no_network_and_needs_none()
        => GeneratorHarness.RunClean("using DeepTricks.Dsl;\n" + Sources.Fire);

    [Fact]
    public void Unread_parameters_of_blocks_give_no_warning_though_others_do()
    {
        Assert.Empty(Compilations.Complaints(Compilations.Of("using DeepTricks.Dsl;\n" + Sources.Fire)));
        Assert.Equal(["CS9113"], Compilations.Complaints(Compilations.Of("class Other(int unread);")).Select(complaint => complaint.Id));
    }

    private static void Reports(string id, string use, string block, string message, string end = End)
        => DiagnosticAssert.Reports(id, "using DeepTricks.Dsl;\n" + Head + use + end + block + "\n", message);
}
