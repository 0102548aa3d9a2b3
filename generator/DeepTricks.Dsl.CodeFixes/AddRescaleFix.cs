using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1011: scales the input; the range is a guess by the sample's rank, to be corrected by who knows the data.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRescaleFix))]
[Shared]
public sealed class AddRescaleFix() : TextFix(IssueIds.UnscaledInput)
{
    private protected override string Title(Diagnostic diagnostic) => "Add " + Replacement(diagnostic);

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => LayerEdits.At(root, diagnostic.Location) is { } layer && Replacement(diagnostic) is { } rescale ? [LayerEdits.InsertBelow(layer, rescale)] : [];
}
