using System;
using System.Collections.Generic;
using System.Globalization;

namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>Renders pointwise expressions as C#, each repeated part computed once.</summary>
/// <param name="write">Receives one statement at a time.</param>
/// <param name="leaf">The C# name of a leaf.</param>
/// <param name="prefix">Start of the names of variables that hold repeated parts.</param>
internal abstract class Renderer(Action<string> write, Func<Leaf, string> leaf, string prefix)
{
    private readonly Dictionary<Expression, string> named = new();
    private readonly Dictionary<Expression, int> uses = new();
    private int temporaries;

    /// <summary>Writes what the expression needs and declares a variable with its value.</summary>
    public void Declare(string name, Expression expression) => write($"var {name} = {Value(expression)};");

    /// <summary>Writes what the expression needs and returns it as C#.</summary>
    public string Value(Expression expression)
    {
        Count(expression);
        return Render(expression);
    }

    /// <summary>A constant.</summary>
    protected abstract string OfConstant(double value);

    /// <summary>A function of one number, other than its negation.</summary>
    protected abstract string OfUnary(UnaryFunction function, string value);

    /// <summary>left * right + summand.</summary>
    protected abstract string OfMultiplyAdd(string left, string right, string summand);

    /// <summary>One of two values: the first where left is greater than right, or as great if the comparison says so.</summary>
    protected abstract string OfChoice(string left, string comparison, string right, string then, string otherwise);

    /// <summary>A value's negation; two signs are kept apart.</summary>
    protected static string Negated(string text) => text.StartsWith("-", StringComparison.Ordinal) ? $"-({text})" : "-" + text;

    /// <summary>A number as a C# literal.</summary>
    protected static string Number(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f";

    private void Count(Expression expression)
    {
        uses.TryGetValue(expression, out int before);
        uses[expression] = before + 1;
        if (before > 0)
        {
            return;
        }

        foreach (var part in Parts(expression))
        {
            Count(part);
        }
    }

    private static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        Unary unary => [unary.Value],
        Binary binary => [binary.Left, binary.Right],
        Choice choice => [choice.Left, choice.Right, choice.Then, choice.Otherwise],
        _ => [],
    };

    private string Render(Expression expression)
    {
        if (expression is Leaf plain)
        {
            return leaf(plain);
        }

        if (named.TryGetValue(expression, out string? name))
        {
            return name;
        }

        string text = expression switch
        {
            Constant constant => OfConstant(constant.Value),
            Unary { Function: UnaryFunction.Negate } negated => Negated(Render(negated.Value)),
            Unary unary => OfUnary(unary.Function, Render(unary.Value)),
            Binary { Function: BinaryFunction.Add, Left: Binary { Function: BinaryFunction.Multiply } product } sum when !IsShared(product) =>
                OfMultiplyAdd(Render(product.Left), Render(product.Right), Render(sum.Right)),
            Binary binary => $"({Render(binary.Left)} {Symbol(binary.Function)} {Render(binary.Right)})",
            Choice choice => OfChoice(Render(choice.Left), choice.TakesTies ? ">=" : ">", Render(choice.Right), Render(choice.Then), Render(choice.Otherwise)),
            _ => throw new InvalidOperationException($"no rendering of {expression}"),
        };
        if (!IsShared(expression) || expression is Constant)
        {
            return text;
        }

        string temporary = prefix + "Part" + (++temporaries).ToString(CultureInfo.InvariantCulture);
        write($"var {temporary} = {text};");
        named[expression] = temporary;
        return temporary;
    }

    private bool IsShared(Expression expression) => uses.TryGetValue(expression, out int count) && count > 1;

    private static string Symbol(BinaryFunction function) => function switch
    {
        BinaryFunction.Add => "+",
        BinaryFunction.Subtract => "-",
        BinaryFunction.Multiply => "*",
        _ => "/",
    };
}
