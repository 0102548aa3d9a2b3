using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1013: leaves the initializer to the default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveXavierFix))]
[Shared]
public sealed class RemoveXavierFix() : TextFix(IssueIds.XavierOnConvolution)
{
    private protected override string Title(Diagnostic diagnostic) => "Leave Init out";

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument ? [LayerEdits.RemoveArgument(argument)] : [];
}
