using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Emit.Writer;

/// <summary>Names and constants as C# source.</summary>
internal static class CSharp
{
    /// <summary>An identifier, escaped if it is a keyword somewhere.</summary>
    public static string Identifier(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A namespace, each part escaped if need be.</summary>
    public static string Namespace(string name) => string.Join(".", name.Split('.').Select(Identifier));

    /// <summary>A number as a constant of type int or double, whichever it is assigned to.</summary>
    public static string Number(double value) => value switch
    {
        int.MaxValue => "int.MaxValue",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>true or false.</summary>
    public static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>A string constant on one line.</summary>
    public static string String(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            literal.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                < ' ' or '\u0085' or '\u2028' or '\u2029' => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Text inside a documentation comment.</summary>
    public static string Documentation(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
