using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>A source in which <c>[|</c> and <c>|]</c> mark where a diagnostic is expected.</summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<TextSpan> Spans)
{
    private const string Open = "[|";
    private const string Close = "|]";

    /// <summary>Takes the marks out.</summary>
    public static MarkedSource Parse(string marked)
    {
        var spans = new List<TextSpan>();
        int open;
        while ((open = marked.IndexOf(Open, StringComparison.Ordinal)) >= 0)
        {
            marked = marked.Remove(open, Open.Length);
            int close = marked.IndexOf(Close, StringComparison.Ordinal);
            marked = marked.Remove(close, Close.Length);
            spans.Add(TextSpan.FromBounds(open, close));
        }

        return new MarkedSource(marked, spans);
    }
}
