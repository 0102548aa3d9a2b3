using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT0015: takes out the activation that the loss contains.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveActivationInLossFix))]
[Shared]
public sealed class RemoveActivationInLossFix() : TextFix(IssueIds.ActivationInLoss)
{
    private protected override string Title(Diagnostic diagnostic) => "Take it out";

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => LayerEdits.At(root, diagnostic.Location) is { } layer ? [LayerEdits.Remove(layer)] : [];
}
