using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Emission;

/// <summary>The file with a network's GPU programs: there where the project sees the GPU library.</summary>
public class GpuFileTests
{
    private const string Convolutional =
        """
        using DeepTricks.Dsl;

        namespace My.Space;

        [Network(8, 8, 1)]
        [Conv(16, 3), BatchNorm, MaxPool(2), PRelu]
        [Dense(16), BatchNorm, PRelu, Dropout(0.5)]
        [Dense(2), SoftmaxCrossEntropy]
        public sealed partial class Convolutional;
        """;

    [Fact]
    public void A_project_that_sees_the_GPU_library_has_it() =>
        Snapshot.Match(Run(Convolutional)["My.Space.Convolutional.Gpu.g.cs"], "Convolutional.Gpu.g.cs");

    [Fact]
    public void Others_have_none() =>
        Assert.DoesNotContain(GeneratorHarness.RunClean(Convolutional).Files.Keys, name => name.EndsWith(".Gpu.g.cs", StringComparison.Ordinal));

    [Fact]
    public void What_chains_make_lies_in_the_concatenation_that_joins_it()
    {
        string file = Run(
            """
            using DeepTricks.Dsl;

            [Network(8, 8, 1)]
            [Conv(16, 1), BatchNorm, PRelu, Tap("squeezed"), Conv(16, 1), BatchNorm, PRelu, Tap("narrow")]
            [From("squeezed"), Conv(8, 3), BatchNorm, PRelu, Tap("wide"), From("squeezed"), Conv(4, 1), Tap("raw")]
            [Concat("narrow", "wide", "raw")]
            [Dense(2), SoftmaxCrossEntropy]
            public sealed partial class Joined;
            """)["Joined.Gpu.g.cs"];

        Assert.Equal(2, Count("prelu2Output = concat1Output.Part(0, "));
        Assert.Equal(2, Count("prelu3Output = concat1Output.Part("));
        Assert.Contains("prelu3Gradient = concat1Gradient.Part(", file);

        // A product writes nothing with gaps: its part is copied, there in training and in prediction and its gradient back.
        Assert.Equal(3, Count("Copy("));
        Assert.Contains("Copy(conv4Output, concat1Output.Part(prelu2Output.Channels + prelu3Output.Channels, conv4Output.Channels));", file);

        int Count(string text) => (file.Length - file.Replace(text, "").Length) / text.Length;
    }

    [Fact]
    public void Types_of_the_user_hide_nothing() =>
        Run(Convolutional + "\npublic sealed class Grid;\npublic sealed class Group;\npublic sealed class GpuTensor;\npublic sealed class ThreadMath;\n");

    /// <summary>Runs the compiler as a project that sees the GPU library; the output compiles without warnings and unrelated edits recompute nothing.</summary>
    private static Dictionary<string, string> Run(string source)
    {
        string library = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Single(path => Path.GetFileName(path) == "ILGPU.dll");
        var compilation = Compilations.Of(source).AddReferences(MetadataReference.CreateFromFile(library));
        var driver = GeneratorHarness.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        CachingCheck.AssertCached(driver, compilation);
        Assert.Empty(diagnostics);
        Assert.Empty(Compilations.Complaints(output));
        return driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
    }
}
