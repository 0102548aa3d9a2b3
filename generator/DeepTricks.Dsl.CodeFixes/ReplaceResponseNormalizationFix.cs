using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1004: batch normalization instead, or nothing where there is one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceResponseNormalizationFix))]
[Shared]
public sealed class ReplaceResponseNormalizationFix() : TextFix(IssueIds.ResponseNormalization)
{
    private protected override string Title(Diagnostic diagnostic) => Replacement(diagnostic) is { } replacement ? "Use " + replacement : "Take it out";

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => LayerEdits.At(root, diagnostic.Location) is { } layer
            ? [Replacement(diagnostic) is { } replacement ? LayerEdits.Replace(layer, replacement) : LayerEdits.Remove(layer)]
            : [];
}
