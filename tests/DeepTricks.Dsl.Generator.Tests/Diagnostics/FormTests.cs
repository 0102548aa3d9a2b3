namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>One test per rule about classes and the order of layers.</summary>
public class FormTests
{
    private const string Layers = "[Network(4)]\n[Dense(3), SoftmaxCrossEntropy]\n";

    [Fact]
    public void A_network_is_partial()
    {
        var run = DiagnosticAssert.ReportsOnly(
            "DT0001", Sources.Network(Layers, "public class [|N|];"), "'N' is not partial, so that its code cannot be added; write 'partial class N'");
        Assert.Equal(["CS0260"], Compilations.Complaints(run.Output).Select(complaint => complaint.Id));
    }

    [Fact]
    public void A_network_is_not_nested() => DiagnosticAssert.Reports(
        "DT0002", "using DeepTricks.Dsl;\npublic partial class Outer {\n" + Layers + "public partial class [|N|];\n}", "'N' stands inside 'Outer'; move it out, into the namespace");

    [Theory]
    [InlineData("public partial record [|N|];", "is a record, whose copies would share weights")]
    [InlineData("public static partial class [|N|];", "is static, but a network has instances")]
    [InlineData("public abstract partial class [|N|];", "is abstract, but a network has instances")]
    [InlineData("public partial class [|N|]<T>;", "is generic, but its code is made for fixed layers")]
    [InlineData("file partial class [|N|];", "is local to its file, but its code goes into other files")]
    public void A_network_is_a_plain_class(string members, string problem)
        => DiagnosticAssert.Reports("DT0003", Sources.Network(Layers, members), "'N' " + problem + "; write a plain 'partial class'");

    [Fact]
    public void A_network_has_no_primary_constructor() => DiagnosticAssert.Reports(
        "DT0003",
        Sources.Network(Layers, "public partial class [|N|](int size) { public int Size => size; }"),
        "'N' has a primary constructor, but networks are constructed from a device, hyperparameters and a seed; write a plain 'partial class'");

    [Fact]
    public void A_network_is_not_named_like_its_members() => DiagnosticAssert.Reports(
        "DT0003", Sources.Network(Layers, "public partial class [|Hyperparameters|];"), "'Hyperparameters' has the name of one of its own members; choose another name");

    [Fact]
    public void A_network_has_no_other_base_class() => DiagnosticAssert.Reports(
        "DT0004",
        Sources.Network(Layers, "public partial class [|N|] : Other;\npublic class Other;"),
        "'N' derives from 'Other', but networks derive from 'Network'; leave the base class out, and hold what you need of it in a field");

    [Fact]
    public void A_network_may_name_its_base_class() => GeneratorHarness.RunClean(Sources.Network(Layers, "public partial class N : Network;"));

    [Fact]
    public void Layers_stand_in_one_place() => DiagnosticAssert.Reports(
        "DT0005",
        Sources.Network("[Network(4)]\n[Dense(3)]", "public partial class N;\n\n[[|SoftmaxCrossEntropy|]]\npublic partial class N;"),
        "'SoftmaxCrossEntropy' stands on another part of 'N' than [Network], so that the order of the layers is unknown; move it below [Network]");

    [Fact]
    public void Other_attributes_may_stand_elsewhere() => GeneratorHarness.RunClean(Sources.Network(
        Layers, "public partial class N;\n\n[System.Serializable, Budget(Parameters = 1000)]\npublic partial class N;"));

    [Fact]
    public void The_last_layer_is_a_loss() => DiagnosticAssert.Reports(
        "DT0012",
        Sources.Network("[Network(4)]\n[Dense(3), [|Relu|]]"),
        "'Relu' (relu1) is the last layer, but the last one must be a loss; add SoftmaxCrossEntropy, BinaryCrossEntropy, MeanSquaredError or Huber");

    [Fact]
    public void Nothing_stands_after_the_loss() => DiagnosticAssert.Reports(
        "DT0013",
        Sources.Network("[Network(4)]\n[Dense(3), SoftmaxCrossEntropy, [|Dense(2)|], Relu]"),
        "'Dense(2)' (dense2) stands after the loss 'SoftmaxCrossEntropy' (loss1); move it before the loss, take it out, or go back to a tap by From");

    [Fact]
    public void Input_layers_come_first() => DiagnosticAssert.Reports(
        "DT0014",
        Sources.Network("[Network(4)]\n[Dense(3), [|Rescale(0, 1)|], SoftmaxCrossEntropy]"),
        "'Rescale(0, 1)' (rescale1) scales the input, but stands after 'Dense(3)' (dense1); move it to the top");

    [Theory]
    [InlineData("Softmax", "softmax1", "SoftmaxCrossEntropy")]
    [InlineData("Sigmoid", "sigmoid1", "BinaryCrossEntropy")]
    public void The_loss_contains_its_activation(string activation, string name, string loss) => DiagnosticAssert.Reports(
        "DT0015",
        Sources.Network($"[Network(4)]\n[Dense(3), [|{activation}|], {loss}]"),
        $"'{activation}' ({name}) is applied twice, because '{loss}' (loss1) contains it; take it out");

    [Theory]
    [InlineData("1st")]
    [InlineData("my layer")]
    [InlineData("")]
    [InlineData("a.b")]
    public void Names_are_identifiers(string name) => DiagnosticAssert.Reports(
        "DT0016",
        Sources.Network($"[Network(4)]\n[Dense(3, [|Name = \"{name}\"|]), SoftmaxCrossEntropy]"),
        $"'Dense(3)' ({name}) is named '{name}'; a name starts with a letter or '_' and goes on with letters, digits and '_'");

    [Fact]
    public void Names_differ_whatever_the_case() => DiagnosticAssert.Reports(
        "DT0017",
        Sources.Network("[Network(4)]\n[Dense(3, Name = \"a\"), Dense(3, [|Name = \"A\"|]), SoftmaxCrossEntropy]"),
        "'Dense(3)' (A) has the name of 'Dense(3)' (a), whatever the case; layers need different names");

    [Fact]
    public void A_name_given_by_hand_is_to_blame_for_a_default_one() => DiagnosticAssert.Reports(
        "DT0017",
        Sources.Network("[Network(4)]\n[Dense(3, [|Name = \"relu1\"|]), Relu, SoftmaxCrossEntropy]"),
        "'Dense(3)' (relu1) has the name of 'Relu' (relu1), whatever the case; layers need different names");

    [Theory]
    [InlineData("input", "Input")]
    [InlineData("values", "Values")]
    [InlineData("ToJson", "ToJson")]
    [InlineData("apply", "Apply")]
    public void Names_do_not_collide_with_members(string name, string member) => DiagnosticAssert.Reports(
        "DT0017",
        Sources.Network($"[Network(4)]\n[Dense(3, [|Name = \"{name}\"|]), SoftmaxCrossEntropy]"),
        $"'Dense(3)' ({name}) is named '{name}', but the hyperparameters have a member '{member}' already; choose another name");

    [Fact]
    public void Names_do_not_collide_with_types_of_groups() => DiagnosticAssert.Reports(
        "DT0017",
        Sources.Network("[Network(4)]\n[Dense(3, Name = \"head\"), Dense(3, [|Name = \"headGroup\"|]), SoftmaxCrossEntropy]"),
        "'Dense(3)' (headGroup) is named 'headGroup', but that is the type of the hyperparameter group 'Head'; choose another name");

    [Fact]
    public void A_network_learns_something() => DiagnosticAssert.Reports(
        "DT0020", Sources.Network("[[|Network(4)|]]\n[Relu, SoftmaxCrossEntropy]"), "'N' has no layer that learns; add Dense or Conv");

    [Fact]
    public void A_network_has_layers() => DiagnosticAssert.Reports(
        "DT0020",
        Sources.Network("[[|Network(4)|]]"),
        "'N' has no layers; write them below [Network], the last one a loss, such as [Dense(10), SoftmaxCrossEntropy]");

    [Fact]
    public void Layers_need_a_network() => DiagnosticAssert.Reports(
        "DT0022",
        Sources.Network("[[|Dense(3)|], SoftmaxCrossEntropy]"),
        "'N' has layers but no [Network]; write the shape of one sample above them, as in [Network(28, 28, 1)]");

    [Fact]
    public void Unknown_attributes_are_ignored() => GeneratorHarness.RunClean(Sources.Network(
        "[Network(4)]\n[Other, Dense(3)]\n[Other, SoftmaxCrossEntropy]",
        "public partial class N;\n\n[System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple = true)]\npublic sealed class OtherAttribute : System.Attribute;"));
}
