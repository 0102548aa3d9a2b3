using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1005: max pooling instead.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseMaxPoolFix))]
[Shared]
public sealed class UseMaxPoolFix() : TextFix(IssueIds.AveragePoolInside)
{
    private protected override string Title(Diagnostic diagnostic) => "Use " + Replacement(diagnostic);

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => LayerEdits.At(root, diagnostic.Location) is { } layer && Replacement(diagnostic) is { } replacement ? [LayerEdits.Replace(layer, replacement)] : [];
}
