using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Expressions;
using static DeepTricks.Dsl.Generator.Expressions.Expression;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>The functions of MathF that pointwise functions may call, as expressions.</summary>
internal static class MathFunctions
{
    /// <summary>Their names, for messages.</summary>
    public const string Names = "Exp, Log, Sqrt, Tanh, Abs, Pow, Min and Max";

    private const int LargestPower = 64;

    /// <summary>A function of its arguments, or null for one that is not known.</summary>
    public static Expression? Of(string name, IReadOnlyList<Expression> arguments) => (name, arguments.Count) switch
    {
        ("Exp", 1) => Exp(arguments[0]),
        ("Log", 1) => Log(arguments[0]),
        ("Sqrt", 1) => Sqrt(arguments[0]),
        ("Tanh", 1) => Expression.Tanh(arguments[0]),
        ("Abs", 1) => Abs(arguments[0]),
        ("Pow", 2) => Power(arguments[0], arguments[1]),

        // NaN wins, as in MathF: it fails both comparisons, and the sum carries it on.
        ("Max", 2) => WhereGreater(arguments[0], arguments[1], arguments[0], WhereAtLeast(arguments[1], arguments[0], arguments[1], arguments[0] + arguments[1])),
        ("Min", 2) => WhereGreater(arguments[1], arguments[0], arguments[0], WhereAtLeast(arguments[0], arguments[1], arguments[1], arguments[0] + arguments[1])),
        _ => null,
    };

    /// <summary>Whole exponents by multiplication, a half by a square root, others by way of the logarithm: NaN below zero, as in MathF.</summary>
    private static Expression Power(Expression value, Expression exponent)
    {
        switch (exponent)
        {
            case Constant { Value: 0.5 }:
                return Sqrt(value);
            case Constant { Value: >= -LargestPower and <= LargestPower } constant when constant.Value == System.Math.Floor(constant.Value):
                Expression product = 1;
                for (int i = 0; i < System.Math.Abs(constant.Value); i++)
                {
                    product *= value;
                }

                return constant.Value < 0 ? 1 / product : product;
            default:
                return Exp(exponent * Log(value));
        }
    }
}
