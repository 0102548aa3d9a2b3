using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT0001: writes the missing <c>partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix))]
[Shared]
public sealed class AddPartialFix() : TextFix(IssueIds.NotPartial)
{
    private protected override string Title(Diagnostic diagnostic) => "Make the class partial";

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is TypeDeclarationSyntax type ? [new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial ")] : [];
}
