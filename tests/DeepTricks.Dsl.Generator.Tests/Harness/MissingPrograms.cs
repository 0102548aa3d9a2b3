using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Stands in for the programs of training and prediction where the generator emitted none, so that the rest can be compiled and loaded.</summary>
internal static class MissingPrograms
{
    /// <summary>Adds what is missing for each emitted class.</summary>
    public static Compilation AddTo(Compilation output, IEnumerable<GeneratedSourceResult> files)
    {
        var all = files.ToList();
        if (all.Any(file => file.SourceText.ToString().Contains("CreateTraining", StringComparison.Ordinal)))
        {
            return output;
        }

        foreach (var file in all.Where(file => file.HintName.EndsWith(".Network.g.cs", StringComparison.Ordinal)))
        {
            var root = file.SyntaxTree.GetCompilationUnitRoot();
            var type = root.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax>().First();
            var space = root.Members.OfType<Microsoft.CodeAnalysis.CSharp.Syntax.BaseNamespaceDeclarationSyntax>().FirstOrDefault();
            output = output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
                $$"""
                {{(space is null ? "" : $"namespace {space.Name};")}}
                partial class {{type.Identifier.Text}}
                {
                    /// <inheritdoc/>
                    protected override DeepTricks.Dsl.TrainingProgram CreateTraining(int maximumBatch) => throw new System.NotSupportedException();

                    /// <inheritdoc/>
                    protected override DeepTricks.Dsl.PredictionProgram CreatePrediction(int maximumBatch) => throw new System.NotSupportedException();

                    /// <inheritdoc/>
                    protected override DeepTricks.Dsl.PreparedWeights CreatePreparedWeights() => throw new System.NotSupportedException();
                }
                """,
                Compilations.Parsing,
                "Missing.cs"));
        }

        return output;
    }
}
