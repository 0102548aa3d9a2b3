using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1001: turns shuffling on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShuffleFix))]
[Shared]
public sealed class ShuffleFix() : TextFix(IssueIds.NoShuffling)
{
    private protected override string Title(Diagnostic diagnostic) => "Shuffle";

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is AssignmentExpressionSyntax assignment ? [new TextChange(assignment.Right.Span, "true")] : [];
}
