using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>
/// Expressions as text: the notation that specs and assemblies carry, operators first, as in <c>(Multiply p0 (Sigmoid p0))</c>, and formulas for comments.
/// </summary>
internal static class ExpressionText
{
    private const string Greater = "Greater";
    private const string AtLeast = "AtLeast";

    /// <summary>The leaf of a function's parameter.</summary>
    public static Leaf Parameter(int index) => new("p" + index.ToString(CultureInfo.InvariantCulture), LeafKind.Element);

    /// <summary>The expression in the compiler's notation.</summary>
    public static string Write(Expression expression) => expression switch
    {
        Leaf leaf => leaf.Name,
        Constant constant => constant.Value.ToString("R", CultureInfo.InvariantCulture),
        Unary unary => $"({unary.Function} {Write(unary.Value)})",
        Binary binary => $"({binary.Function} {Write(binary.Left)} {Write(binary.Right)})",
        Choice choice => $"({(choice.TakesTies ? AtLeast : Greater)} {Write(choice.Left)} {Write(choice.Right)} {Write(choice.Then)} {Write(choice.Otherwise)})",
        _ => throw new InvalidOperationException($"no text for {expression}"),
    };

    /// <summary>The expression that a text in the compiler's notation stands for.</summary>
    /// <exception cref="FormatException">It stands for none.</exception>
    public static Expression Read(string text)
    {
        var tokens = new Queue<string>(text.Replace("(", " ( ").Replace(")", " ) ").Split([' '], StringSplitOptions.RemoveEmptyEntries));
        var expression = Read(tokens, 0);
        return tokens.Count == 0 ? expression : throw new FormatException("'" + text + "' goes on where it should end");
    }

    /// <summary>A formula for people: <c>x * sigmoid(x)</c>.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="leaf">The name of a leaf.</param>
    public static string Formula(Expression expression, Func<Leaf, string> leaf) => Formula(expression, leaf, 0);

    private static Expression Read(Queue<string> tokens, int depth)
    {
        string token = tokens.Count > 0 && depth < 1000 ? tokens.Dequeue() : throw new FormatException("an expression ends early or is too deep");
        if (token != "(")
        {
            return token[0] == 'p' ? new Leaf(token, LeafKind.Element)
                : double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
                : throw new FormatException("'" + token + "' is no part of an expression");
        }

        string name = tokens.Count > 0 ? tokens.Dequeue() : "";
        var parts = new List<Expression>();
        while (tokens.Count > 0 && tokens.Peek() != ")")
        {
            parts.Add(Read(tokens, depth + 1));
        }

        if (tokens.Count == 0)
        {
            throw new FormatException("an expression ends early");
        }

        tokens.Dequeue();
        return parts.Count switch
        {
            1 when Enum.TryParse(name, out UnaryFunction function) => new Unary(function, parts[0]),
            2 when Enum.TryParse(name, out BinaryFunction function) => new Binary(function, parts[0], parts[1]),
            4 when name is Greater or AtLeast => new Choice(parts[0], parts[1], parts[2], parts[3], name == AtLeast),
            _ => throw new FormatException("'" + name + "' is no operation of " + parts.Count.ToString(CultureInfo.InvariantCulture) + " parts"),
        };
    }

    private static string Formula(Expression expression, Func<Leaf, string> leaf, int strength)
    {
        (string text, int own) = expression switch
        {
            Leaf one => (leaf(one), 4),
            Constant { Value: < 0 } constant => (Number(constant), 1),
            Constant constant => (Number(constant), 4),
            Unary { Function: UnaryFunction.Negate } negated => ("-" + Formula(negated.Value, leaf, 3), 2),
            Unary unary => (unary.Function.ToString().ToLowerInvariant() + "(" + Formula(unary.Value, leaf, 0) + ")", 4),
            Binary { Function: BinaryFunction.Add } sum => (Formula(sum.Left, leaf, 1) + " + " + Formula(sum.Right, leaf, 1), 1),
            Binary { Function: BinaryFunction.Subtract } difference => (Formula(difference.Left, leaf, 1) + " - " + Formula(difference.Right, leaf, 2), 1),
            Binary { Function: BinaryFunction.Multiply } product => (Formula(product.Left, leaf, 2) + " * " + Formula(product.Right, leaf, 2), 2),
            Binary quotient => (Formula(quotient.Left, leaf, 2) + " / " + Formula(quotient.Right, leaf, 3), 2),
            Choice { Left: Binary { Function: BinaryFunction.Add } sum, Otherwise: var small } logarithm when logarithm == Expression.LogOnePlus(small) =>
                ("log(" + Formula(sum, leaf, 0) + ")", 4),
            Choice choice => (
                Formula(choice.Left, leaf, 1) + (choice.TakesTies ? " >= " : " > ") + Formula(choice.Right, leaf, 1) + " ? " + Formula(choice.Then, leaf, 1) + " : " + Formula(choice.Otherwise, leaf, 0), 0),
            _ => throw new InvalidOperationException($"no formula for {expression}"),
        };
        return own < strength ? "(" + text + ")" : text;
    }

    private static string Number(Constant constant) => ((float)constant.Value).ToString("R", CultureInfo.InvariantCulture);
}
