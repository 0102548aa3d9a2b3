using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Frontend;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Emission;

/// <summary>What functions of the user's become: formulas with their derivatives, in the networks that apply them.</summary>
public class PointwiseEmissionTests
{
    private const string Network =
        """
        using DeepTricks.Dsl;

        [Network(4)]
        [Dense(8), Apply(typeof(Functions), nameof(Functions.Scaled))]
        [Dense(3), SoftmaxCrossEntropy]
        public partial class N;


        """;

    private const string Scaled =
        """
        public static class Functions
        {
            private const float Half = 0.5f;

            /// <summary>A learned mixture.</summary>
            [DeepTricks.Dsl.Pointwise]
            public static float Scaled(float x, [DeepTricks.Dsl.Learned(1.0)] float beta, [DeepTricks.Dsl.Learned(0.2, PerChannel = false)] float share)
                => (share * Swish(x, beta)) + (Half * x);

            [DeepTricks.Dsl.Pointwise]
            public static float Swish(float x, float beta) => x / (1 + System.MathF.Exp(-beta * x));
        }
        """;

    [Fact]
    public void The_training_of_a_network_with_a_function()
    {
        var files = GeneratorHarness.RunClean(Network + Scaled).Files;
        Snapshot.Match(files["N.Training.g.cs"], "Applied.Training.g.cs");
        Assert.Contains("// scaled1: share * x * sigmoid(beta * x) + 0.5 * x, derivative ", files["N.Training.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Scaled1.beta", string.Join("\n", files["N.Hyperparameters.g.cs"]).Replace("Scaled1.Beta", "Scaled1.beta", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x > 0 ? x : 0.1f * x", "(Greater p0 0 p0 (Multiply 0.10000000149011612 p0))")]
    [InlineData("MathF.Pow(x, 3)", "(Multiply (Multiply p0 p0) p0)")]
    [InlineData("x >= 1 || x < -1 ? 1 : x", "(AtLeast p0 1 1 (Greater -1 p0 1 p0))")]
    [InlineData("!(x > 0) ? 0 : x", "(Greater p0 0 p0 0)")]
    [InlineData("{ float y = x * x; if (x > 1) { return y; } y += 1; return y; }", "(Greater p0 1 (Multiply p0 p0) (Add (Multiply p0 p0) 1))")]
    [InlineData("{ bool big = x > 1; float y; if (big) y = 2; else y = x; return y; }", "(Greater p0 1 2 p0)")]
    [InlineData("MathF.Abs(x) + MathF.Sqrt(x) + MathF.Log(x) - MathF.Tanh(x)", "(Subtract (Add (Add (Abs p0) (Sqrt p0)) (Log p0)) (Tanh p0))")]
    [InlineData("MathF.PI * x - -x", "(Add (Multiply 3.1415927410125732 p0) p0)")]
    [InlineData("1 / (1 + MathF.Exp(-x))", "(Sigmoid p0)")]
    public void Bodies_are_formulas(string body, string expression)
    {
        string method = body.StartsWith('{') ? " " + body : " => " + body + ";";
        var compilation = Compilations.Of("using System;\nusing DeepTricks.Dsl;\npublic static class Functions\n{\n    [Pointwise]\n    public static float F(float x)" + method + "\n}\n");
        var function = (IMethodSymbol)compilation.GetTypeByMetadataName("Functions")!.GetMembers("F").Single();
        var read = PointwiseReader.Read(function, compilation);
        Assert.Equal(expression, ExpressionText.Write(read));
        Assert.Equal(read, ExpressionText.Read(ExpressionText.Write(read)));
    }

    [Fact]
    public void A_function_of_a_referenced_assembly_is_the_same()
    {
        var library = Compilations.Of(Scaled).WithAssemblyName("Library");
        GeneratorHarness.NewDriver().RunGeneratorsAndUpdateCompilation(library, out var exporting, out _);
        Assert.Empty(Compilations.Complaints(exporting));
        using var image = new MemoryStream();
        Assert.True(exporting.WithOptions(exporting.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image).Success);
        var compilation = Compilations.Of(Network).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Assert.DoesNotContain(GeneratorHarness.Everything(compilation), diagnostic => diagnostic.Id.StartsWith("DT0", StringComparison.Ordinal));
        var driver = GeneratorHarness.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        Assert.Empty(Compilations.Complaints(output));
        CachingCheck.AssertCached(driver, compilation);
        var expected = GeneratorHarness.RunClean(Network + Scaled).Files;
        Assert.All(driver.GetRunResult().Results.Single().GeneratedSources, file => Assert.Equal(expected[file.HintName], file.SourceText.ToString()));
    }

    [Fact]
    public void An_edit_of_a_functions_body_is_an_edit_of_its_networks_and_another_methods_is_not()
    {
        string[] sources = [Network, Scaled, "public static class Other { public static int Number() => 1; }"];
        var driver = GeneratorHarness.NewDriver().RunGenerators(Compilations.Of(sources));
        var unrelated = driver.RunGenerators(Compilations.Of(Network, Scaled, sources[2].Replace("1;", "2;", StringComparison.Ordinal))).GetRunResult().Results.Single();
        Assert.All(unrelated.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        var edited = driver.RunGenerators(Compilations.Of(Network, Scaled.Replace("(Half * x)", "(Half * x * x)", StringComparison.Ordinal), sources[2])).GetRunResult().Results.Single();
        Assert.Contains("+ 0.5 * x * x, derivative", edited.GeneratedSources.Single(file => file.HintName == "N.Training.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(Add p0)")]
    [InlineData("(Add p0 1")]
    [InlineData("p0 p0")]
    [InlineData("(Nothing p0)")]
    [InlineData("")]
    [InlineData("q")]
    public void Damaged_text_is_no_expression(string text) => Assert.Throws<FormatException>(() => ExpressionText.Read(text));
}
