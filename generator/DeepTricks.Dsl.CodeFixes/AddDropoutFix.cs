using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1003: adds dropout behind the layer's activation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddDropoutFix))]
[Shared]
public sealed class AddDropoutFix() : TextFix(IssueIds.NoDropout)
{
    private protected override string Title(Diagnostic diagnostic) => "Add " + Replacement(diagnostic);

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => diagnostic.AdditionalLocations.Count > 0 && LayerEdits.At(root, diagnostic.AdditionalLocations[0]) is { } last && Replacement(diagnostic) is { } dropout
            ? [LayerEdits.InsertAfter(last, dropout)]
            : [];
}
