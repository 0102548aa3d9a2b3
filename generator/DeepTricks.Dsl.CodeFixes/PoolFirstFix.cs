using System.Collections.Generic;
using System.Composition;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>DT1007: lets activation and pool change places.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PoolFirstFix))]
[Shared]
public sealed class PoolFirstFix() : TextFix(IssueIds.ActivationBeforePool)
{
    private protected override string Title(Diagnostic diagnostic) => "Pool before the activation";

    private protected override IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic)
        => LayerEdits.At(root, diagnostic.Location) is { } layer
            && diagnostic.AdditionalLocations.Count > 0
            && LayerEdits.At(root, diagnostic.AdditionalLocations[0]) is { } pool
            ? LayerEdits.Swap(layer, pool)
            : [];
}
