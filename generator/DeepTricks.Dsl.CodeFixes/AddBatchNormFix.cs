using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1010: adds batch normalization behind the layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddBatchNormFix))]
[Shared]
public sealed class AddBatchNormFix() : TextFix(IssueIds.NoBatchNorm)
{
    private protected override string Title(Diagnostic diagnostic) => "Add BatchNorm";

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => LayerEdits.At(root, diagnostic.Location) is { } layer ? [LayerEdits.InsertAfter(layer, "BatchNorm")] : [];
}
