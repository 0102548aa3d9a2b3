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
        Line("{");
        depth++;
        return new Closer(this);
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private sealed class Closer(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}");
        }
    }
}
