using System.Reflection;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Emission;

/// <summary>What blocks become: layers with names of their own, hyperparameters, and the same graph at run time.</summary>
public class BlockEmissionTests
{
    private const string Squeezed =
        """
        using DeepTricks.Dsl;

        [Network(8, 8, 3)]
        [Rescale(0, 255), Conv(8, 3), MaxPool(2), PRelu]
        [Fire(4, 8), Fire(4, 12, Name = "last")]
        [Conv(3, 1), GlobalAveragePool, SoftmaxCrossEntropy]
        public partial class N;


        """;

    private const string Residual =
        """
        using DeepTricks.Dsl;

        [Network(8, 8, 3)]
        [Conv(4, 3), BatchNorm, Relu]
        [Repeat(2), Basic(4)]
        [Stage(8, 2)]
        [GlobalAveragePool, Dense(3), SoftmaxCrossEntropy]
        public partial class N;

        [Basic("filters", 2), Repeat("blocks - 1"), Basic("filters", 1)]
        public sealed class StageAttribute(int filters, int blocks) : BlockAttribute;

        [Tap("x")]
        [Conv(nameof(filters), 3, Stride = nameof(stride)), BatchNorm, Relu, Conv(nameof(filters), 3), BatchNorm, Tap("y", When = "stride > 1")]
        [From("x", When = "stride > 1"), Conv(nameof(filters), 1, Stride = nameof(stride), When = "stride > 1"), BatchNorm(When = "stride > 1")]
        [Add("y", When = "stride > 1"), Add("x", When = "stride == 1"), Relu]
        public sealed class BasicAttribute(int filters, int stride = 1) : BlockAttribute
        {
            public BasicAttribute(object filters, object stride)
                : this(0, 1)
            {
            }
        }

        """;

    [Theory]
    [InlineData("Hyperparameters")]
    [InlineData("Network")]
    [InlineData("Training")]
    public void The_files_of_a_network_of_blocks(string file)
        => Snapshot.Match(GeneratorHarness.RunClean(Squeezed + Sources.Fire).Files[$"N.{file}.g.cs"], $"Squeezed.{file}.g.cs");

    [Fact]
    public void The_declared_spec_is_the_one_that_was_read()
    {
        var spec = Declared(GeneratorHarness.RunClean(Residual));
        Assert.Equal(["basic1", "basic2", "stage1", "stage1.basic1", "stage1.basic2"], spec.Blocks.Select(block => block.Name));
        Assert.Equal(["stage1.basic1.conv1", "stage1.basic1.conv2", "stage1.basic1.conv3", "stage1.basic2.conv1", "stage1.basic2.conv2"], spec.Layers.Where(layer => layer.Kind == LayerKind.Conv && layer.Name.StartsWith("stage", StringComparison.Ordinal)).Select(layer => layer.Name));
        Assert.Empty(ShapeInference.Infer(spec).Issues);
        Assert.Equal(spec, BlockValues.Settle(spec));
    }

    [Fact]
    public void Layers_follow_the_parameters_of_their_block_at_run_time()
    {
        var run = GeneratorHarness.RunClean(Residual);
        var numbers = run.NewHyperparameters("N");
        Assert.Equal(
            ["Basic1.Filters", "Basic1.Stride", "Basic2.Filters", "Basic2.Stride", "Stage1.Filters", "Stage1.Blocks", "Stage1.Basic1.Stride", "Stage1.Basic2.Stride"],
            numbers.Descriptors.Where(descriptor => descriptor.LayerIndex < -1).Select(descriptor => descriptor.Path));
        Assert.Contains("Stage1.Basic2.Conv1.Kernel", numbers.Descriptors.Select(descriptor => descriptor.Path));
        numbers.Set("stage1.filters", "12");
        numbers.Set("Stage1.Basic2.Conv1.Kernel", "5");
        var changed = numbers.Apply(Declared(run));
        Assert.Equal(12, changed.Layers.First(layer => layer.Name == "stage1.basic2.conv2").Int("Filters"));
        Assert.Equal(5, changed.Layers.First(layer => layer.Name == "stage1.basic2.conv1").Int("Kernel"));
        Assert.Empty(ShapeInference.Infer(changed).Issues);
        var copy = run.NewHyperparameters("N");
        copy.ReadJson(numbers.ToJson());
        Assert.Equal(numbers.Values, copy.Values);
        Assert.Contains("\"Stage1\": {\n    \"Filters\": 12,\n    \"Blocks\": 2,\n    \"Basic1\": {", numbers.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stage1.Blocks", "3", "'Stage(8, 3)' (stage1) has blocks = 3, which repeats 'Basic' 2 times instead of 1 ('blocks - 1'); run-time values change sizes and rates, never which layers there are: change the declaration instead")]
    [InlineData("Basic1.Stride", "2", "'Basic(4, 2)' (basic1) has stride = 2, which adds 'Tap(\"y\")', which the declaration leaves out ('stride > 1'); run-time values change sizes and rates, never which layers there are: change the declaration instead")]
    public void Run_time_values_leave_the_graph_as_it_is(string path, string value, string message)
    {
        var run = GeneratorHarness.RunClean(Residual);
        var numbers = run.NewHyperparameters("N");
        numbers.Set(path, value);
        var issues = ShapeInference.Infer(numbers.Apply(Declared(run))).Issues;
        Assert.All(issues, issue => Assert.Equal(IssueIds.GraphChanged, issue.Id));
        Assert.Equal(message, issues[0].Message);
    }

    [Fact]
    public void A_block_of_a_referenced_assembly_is_the_same_network()
    {
        var library = Compilations.Of("using DeepTricks.Dsl;\n" + Sources.Fire).WithAssemblyName("Library");
        using var image = new MemoryStream();
        Assert.True(library.WithOptions(library.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image).Success);
        var compilation = Compilations.Of(Squeezed).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Assert.DoesNotContain(GeneratorHarness.Everything(compilation), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var driver = GeneratorHarness.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        Assert.Empty(Compilations.Complaints(output));
        CachingCheck.AssertCached(driver, compilation);
        var expected = GeneratorHarness.RunClean(Squeezed + Sources.Fire).Files;
        Assert.All(driver.GetRunResult().Results.Single().GeneratedSources, file => Assert.Equal(expected[file.HintName], file.SourceText.ToString()));
    }

    [Fact]
    public void A_block_may_stand_in_a_file_of_its_own()
        => Assert.Equal(GeneratorHarness.RunClean(Squeezed + Sources.Fire).Files["N.Training.g.cs"], GeneratorHarness.RunClean(Squeezed, "using DeepTricks.Dsl;\n" + Sources.Fire).Files["N.Training.g.cs"]);

    [Fact]
    public void An_auxiliary_classifier_may_be_a_block()
    {
        var spec = Declared(GeneratorHarness.RunClean(
            """
            using DeepTricks.Dsl;

            [Network(8, 8, 3)]
            [Conv(8, 3), Relu, Auxiliary(3, 0.3), Conv(8, 3), Relu, GlobalAveragePool, Dense(3), SoftmaxCrossEntropy]
            public partial class N;

            [Tap("x"), GlobalAveragePool, Dense(nameof(classes)), SoftmaxCrossEntropy(Weight = nameof(weight)), From("x")]
            public sealed class AuxiliaryAttribute(int classes, double weight) : BlockAttribute;
            """));
        Assert.Equal(["auxiliary1.loss1", "loss1"], spec.Layers.Where(layer => layer.Kind == LayerKind.SoftmaxCrossEntropy).Select(layer => layer.Name));
        Assert.Equal(0.3, spec.Layers.First(layer => layer.Name == "auxiliary1.loss1")["Weight"]);
    }

    [Fact]
    public void An_edit_of_a_block_is_an_edit_of_its_networks()
    {
        var compilation = Compilations.Of(Squeezed, "using DeepTricks.Dsl;\n" + Sources.Fire);
        var driver = GeneratorHarness.NewDriver().RunGenerators(compilation);
        var edited = Compilations.Of(Squeezed, "using DeepTricks.Dsl;\n" + Sources.Fire.Replace("nameof(expand), 3", "nameof(expand), 5", StringComparison.Ordinal));
        var files = driver.RunGenerators(edited).GetRunResult().Results.Single().GeneratedSources;
        Assert.Contains("Conv(8, 5)", files.Single(file => file.HintName == "N.Network.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    private static NetworkSpec Declared(GeneratorRun run)
        => (NetworkSpec)run.Load().GetType("N", throwOnError: true)!.GetProperty("DeclaredSpec", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
}
