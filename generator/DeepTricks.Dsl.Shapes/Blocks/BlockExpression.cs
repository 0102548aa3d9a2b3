using System;
using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes;

/// <summary>
/// An expression over the parameters of a block, as written in a declaration: <c>4 * squeeze</c>, <c>stride &gt; 1</c>. Numbers are doubles, so that 7 / 2 is 3.5;
/// <c>floor</c>, <c>ceil</c>, <c>round</c>, <c>min</c> and <c>max</c> are known, and C#'s operators with their precedence.
/// </summary>
public sealed class BlockExpression
{
    private readonly ExpressionNode root;

    internal BlockExpression(string text, ExpressionNode root, IReadOnlyCollection<string> reads)
    {
        Text = text;
        this.root = root;
        Reads = reads;
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Whether it is true or false rather than a number.</summary>
    public bool IsTruth => root.IsTruth;

    /// <summary>The parameters that it reads.</summary>
    public IReadOnlyCollection<string> Reads { get; }

    /// <summary>
    /// Reads an expression.
    /// </summary>
    /// <param name="text">The expression.</param>
    /// <param name="parameters">The parameters that it may read.</param>
    /// <param name="problem">What is wrong, as the end of a sentence that begins with the expression; null where nothing is.</param>
    /// <returns>The expression, or null where something is wrong.</returns>
    public static BlockExpression? Parse(string text, IReadOnlyDictionary<string, BlockParameterKind> parameters, out string? problem)
    {
        try
        {
            problem = null;
            return new ExpressionParser(text, parameters).Parse();
        }
        catch (ExpressionParser.MalformedException malformed)
        {
            problem = malformed.Message;
            return null;
        }
    }

    /// <summary>The value; 1 or 0 for a truth. Not a number, or infinite, where it divides by zero.</summary>
    /// <param name="values">The parameters' values.</param>
    public double Evaluate(IReadOnlyDictionary<string, double> values) => root.Value(values);

    /// <summary>The value of an expression that has been read before, over the parameters of a block.</summary>
    internal static double Evaluate(string text, BlockSpec block) => Parse(text, block.Kinds, out _)?.Evaluate(block.Values) ?? double.NaN;
}

/// <summary>A part of an expression: what it is worth, given the parameters.</summary>
/// <param name="IsTruth">Whether it is true or false, as 1 or 0.</param>
/// <param name="Value">The value from the parameters' values.</param>
internal sealed record ExpressionNode(bool IsTruth, Func<IReadOnlyDictionary<string, double>, double> Value);
