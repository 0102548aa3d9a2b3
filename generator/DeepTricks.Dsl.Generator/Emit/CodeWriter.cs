using System;
using System.Text;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>Writes indented code with <c>\n</c> line ends.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>One line, or several; each gets the indentation. An empty one stays empty.</summary>
    public CodeWriter Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
        {
            if (line.Length > 0)
            {
                text.Append(' ', 4 * depth).Append(line);
            }

            text.Append('\n');
        }

        return this;
    }

    /// <summary>A line with a block in braces under it, closed when the result is disposed.</summary>
    public IDisposable Block(string header)
    {
        Line(header);
        return Block();
    }

    /// <summary>A block in braces, closed when the result is disposed.</summary>
    public IDisposable Block() => Block("{", "}");

    /// <summary>A block between two lines, closed when the result is disposed.</summary>
    public IDisposable Block(string open, string close)
    {
        Line(open);
        depth++;
        return new Closer(this, close);
    }

    /// <summary>Deeper lines, until the result is disposed.</summary>
    public IDisposable Indented()
    {
        depth++;
        return new Closer(this, null);
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private sealed class Closer(CodeWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            if (close is not null)
            {
                writer.Line(close);
            }
        }
    }
}
