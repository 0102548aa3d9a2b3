using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>
/// A fix for one rule that says which pieces of text change, so that everything else stays as it was written. All diagnostics of a document,
/// a project or a solution are fixed by the same changes together.
/// </summary>
public abstract class TextFix : CodeFixProvider
{
    private readonly string id;

    private protected TextFix(string id) => this.id = id;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && IsFixable(diagnostic) && Changes(root, diagnostic).Any())
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title(diagnostic), cancellation => FixAsync(context.Document, [diagnostic], cancellation), equivalenceKey: id), diagnostic);
            }
        }
    }

    /// <summary>What the fix is called in the editor's menu.</summary>
    private protected abstract string Title(Diagnostic diagnostic);

    /// <summary>The pieces of text that change; none where the fix does not apply.</summary>
    private protected abstract IEnumerable<TextChange> Changes(SyntaxNode root, Diagnostic diagnostic);

    /// <summary>What the rule writes in place of a layer, or adds.</summary>
    private protected static string? Replacement(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue("Replacement", out var text) ? text : null;

    /// <summary>Whether the place of the diagnostic is what would change: a layer inside a block stands elsewhere.</summary>
    private static bool IsFixable(Diagnostic diagnostic) => !diagnostic.Properties.ContainsKey("NotFixable");

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var changes = new List<TextChange>();
        foreach (var diagnostic in diagnostics.Where(IsFixable))
        {
            // Where two fixes touch the same text, the second one waits for another round.
            var next = Changes(root!, diagnostic).ToList();
            if (!next.Any(change => changes.Any(other => change.Span.IntersectsWith(other.Span))))
            {
                changes.AddRange(next);
            }
        }

        return document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
    }
}
