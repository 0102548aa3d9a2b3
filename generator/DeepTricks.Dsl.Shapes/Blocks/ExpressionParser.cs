using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>Reads expressions over parameters: recursive descent, one method per level of precedence.</summary>
internal sealed class ExpressionParser(string text, IReadOnlyDictionary<string, BlockParameterKind> parameters)
{
    /// <summary>Deeper nesting is refused rather than risked on the stack.</summary>
    private const int DeepestNesting = 64;

    private static readonly Dictionary<string, (int Arguments, Func<double, double, double> Value)> Functions = new(StringComparer.Ordinal)
    {
        ["floor"] = (1, (x, _) => Math.Floor(x)),
        ["ceil"] = (1, (x, _) => Math.Ceiling(x)),
        ["round"] = (1, (x, _) => Math.Round(x, MidpointRounding.AwayFromZero)),
        ["min"] = (2, Math.Min),
        ["max"] = (2, Math.Max),
    };

    private static readonly string[] Operators = ["<=", ">=", "==", "!=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", ","];

    private readonly HashSet<string> reads = new(StringComparer.Ordinal);
    private string token = "";
    private int next;
    private int depth;

    /// <summary>The whole expression.</summary>
    /// <exception cref="MalformedException">Something is wrong; says what.</exception>
    public BlockExpression Parse()
    {
        Advance();
        var root = Choice();
        return token.Length == 0 ? new BlockExpression(text.Trim(), root, reads) : throw new MalformedException("has '" + token + "' where it should end");
    }

    private ExpressionNode Choice()
    {
        if (++depth > DeepestNesting)
        {
            throw new MalformedException("is nested too deeply");
        }

        var condition = Or();
        if (Takes("?"))
        {
            Truth(condition, "?");
            var yes = Choice();
            Expect(":");
            var no = Choice();
            if (yes.IsTruth != no.IsTruth)
            {
                throw new MalformedException("chooses between a number and a truth");
            }

            var condition1 = condition;
            condition = new ExpressionNode(yes.IsTruth, values => condition1.Value(values) != 0 ? yes.Value(values) : no.Value(values));
        }

        depth--;
        return condition;
    }

    private ExpressionNode Or() => Binary(And, takesTruths: true, givesTruth: true, ("||", (x, y) => x != 0 || y != 0 ? 1 : 0));

    private ExpressionNode And() => Binary(Equality, takesTruths: true, givesTruth: true, ("&&", (x, y) => x != 0 && y != 0 ? 1 : 0));

    private ExpressionNode Equality()
        => Binary(Comparison, takesTruths: null, givesTruth: true, ("==", (x, y) => x == y ? 1 : 0), ("!=", (x, y) => x != y ? 1 : 0));

    private ExpressionNode Comparison() => Binary(
        Sum, takesTruths: false, givesTruth: true,
        ("<=", (x, y) => x <= y ? 1 : 0), (">=", (x, y) => x >= y ? 1 : 0), ("<", (x, y) => x < y ? 1 : 0), (">", (x, y) => x > y ? 1 : 0));

    private ExpressionNode Sum() => Binary(Product, takesTruths: false, givesTruth: false, ("+", (x, y) => x + y), ("-", (x, y) => x - y));

    private ExpressionNode Product()
        => Binary(Unary, takesTruths: false, givesTruth: false, ("*", (x, y) => x * y), ("/", (x, y) => x / y), ("%", (x, y) => x % y));

    private ExpressionNode Binary(
        Func<ExpressionNode> operand, bool? takesTruths, bool givesTruth, params (string Symbol, Func<double, double, double> Value)[] operators)
    {
        var left = operand();
        while (operators.FirstOrDefault(candidate => candidate.Symbol == token) is { Symbol: { } symbol, Value: var apply })
        {
            Advance();
            var right = operand();
            if (left.IsTruth != right.IsTruth || (takesTruths is { } truths && left.IsTruth != truths))
            {
                throw new MalformedException(takesTruths switch
                {
                    true => "has a number where '" + symbol + "' expects true or false",
                    false => "has true or false where '" + symbol + "' expects a number",
                    _ => "compares a number with true or false",
                });
            }

            var (first, second) = (left, right);
            left = new ExpressionNode(givesTruth, values => apply(first.Value(values), second.Value(values)));
        }

        return left;
    }

    private ExpressionNode Unary()
    {
        if (++depth > DeepestNesting)
        {
            throw new MalformedException("is nested too deeply");
        }

        ExpressionNode result;
        if (Takes("-"))
        {
            var operand = Number(Unary(), "-");
            result = new ExpressionNode(false, values => -operand.Value(values));
        }
        else if (Takes("!"))
        {
            var operand = Truth(Unary(), "!");
            result = new ExpressionNode(true, values => operand.Value(values) == 0 ? 1 : 0);
        }
        else
        {
            result = Primary();
        }

        depth--;
        return result;
    }

    private ExpressionNode Primary()
    {
        string here = token;
        if (Takes("("))
        {
            var inner = Choice();
            Expect(")");
            return inner;
        }

        if (here.Length == 0)
        {
            throw new MalformedException(text.Trim().Length == 0 ? "is empty" : "ends where a number or parameter is expected");
        }

        if (char.IsDigit(here[0]) || here[0] == '.')
        {
            if (!double.TryParse(here, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number))
            {
                throw new MalformedException("has '" + here + "' where a number is expected");
            }

            Advance();
            return new ExpressionNode(false, _ => number);
        }

        if (!IsNameStart(here[0]))
        {
            throw new MalformedException("has '" + here + "' where a number or parameter is expected");
        }

        Advance();
        return token == "(" ? Call(here) : Name(here);
    }

    private ExpressionNode Name(string name)
    {
        if (parameters.TryGetValue(name, out var kind))
        {
            reads.Add(name);
            return new ExpressionNode(kind == BlockParameterKind.Truth, values => values[name]);
        }

        if (name is "true" or "false")
        {
            double value = name == "true" ? 1 : 0;
            return new ExpressionNode(true, _ => value);
        }

        string problem = "reads '" + name + "', ";
        throw new MalformedException(parameters.Count == 0
            ? problem + "but there are no parameters here; write a number"
            : problem + "which is no parameter of the block; the nearest is '" + NearestName.Of(name, parameters.Keys) + "'");
    }

    private ExpressionNode Call(string name)
    {
        if (!Functions.TryGetValue(name, out var function))
        {
            throw new MalformedException("calls '" + name + "', which is no function here; the nearest is '" + NearestName.Of(name, Functions.Keys) + "'");
        }

        Advance();
        var arguments = new List<ExpressionNode> { Number(Choice(), name) };
        while (Takes(","))
        {
            arguments.Add(Number(Choice(), name));
        }

        Expect(")");
        if (arguments.Count != function.Arguments)
        {
            throw new MalformedException("calls '" + name + "' with " + LayerText.Number((long)arguments.Count) + " numbers; it takes " + LayerText.Number((long)function.Arguments));
        }

        var (first, last) = (arguments[0], arguments[arguments.Count - 1]);
        return new ExpressionNode(false, values => function.Value(first.Value(values), last.Value(values)));
    }

    private static ExpressionNode Number(ExpressionNode node, string user)
        => node.IsTruth ? throw new MalformedException("has true or false where '" + user + "' expects a number") : node;

    private static ExpressionNode Truth(ExpressionNode node, string user)
        => node.IsTruth ? node : throw new MalformedException("has a number where '" + user + "' expects true or false");

    private bool Takes(string symbol)
    {
        if (token != symbol)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Takes(symbol))
        {
            throw new MalformedException(token.Length == 0 ? "ends where '" + symbol + "' is expected" : "has '" + token + "' where '" + symbol + "' is expected");
        }
    }

    private void Advance()
    {
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next == text.Length)
        {
            token = "";
            return;
        }

        int start = next;
        if (IsNameStart(text[next]) || char.IsDigit(text[next]) || text[next] == '.')
        {
            while (next < text.Length && (IsNameStart(text[next]) || char.IsDigit(text[next]) || text[next] == '.'))
            {
                next++;
            }
        }
        else
        {
            string symbol = Operators.FirstOrDefault(candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0)
                ?? throw new MalformedException("has '" + text[next] + "', which means nothing here");
            next += symbol.Length;
        }

        token = text.Substring(start, next - start);
    }

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    /// <summary>What is wrong with an expression, as the end of a sentence.</summary>
    internal sealed class MalformedException(string message) : Exception(message);
}
