using System;

namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>
/// The symbolic derivative of a pointwise expression. At a kink (where the two sides of a comparison are equal) it is that of the
/// branch which the forward expression takes there.
/// </summary>
internal static class Derivative
{
    public static Expression Of(Expression expression, Leaf variable) => expression switch
    {
        Leaf leaf => leaf == variable ? Expression.One : Expression.Zero,
        Constant => Expression.Zero,
        Unary unary => OfUnary(unary, Of(unary.Value, variable)),
        Binary { Function: BinaryFunction.Add } sum => Of(sum.Left, variable) + Of(sum.Right, variable),
        Binary { Function: BinaryFunction.Subtract } difference => Of(difference.Left, variable) - Of(difference.Right, variable),
        Binary { Function: BinaryFunction.Multiply } product =>
            (product.Right * Of(product.Left, variable)) + (product.Left * Of(product.Right, variable)),
        Binary { Function: BinaryFunction.Divide } quotient =>
            (Of(quotient.Left, variable) / quotient.Right)
            - ((quotient.Left / (quotient.Right * quotient.Right)) * Of(quotient.Right, variable)),
        Choice choice => choice.Between(Of(choice.Then, variable), Of(choice.Otherwise, variable)),
        _ => throw new InvalidOperationException($"no derivative of {expression}"),
    };

    private static Expression OfUnary(Unary unary, Expression inner) => unary.Function switch
    {
        _ when inner == Expression.Zero => Expression.Zero,
        UnaryFunction.Negate => -inner,
        UnaryFunction.Exp => unary * inner,
        UnaryFunction.Log => inner / unary.Value,
        UnaryFunction.Tanh => (1 - (unary * unary)) * inner,
        UnaryFunction.Sigmoid => (unary * (1 - unary)) * inner,
        UnaryFunction.Sqrt => (0.5 / unary) * inner,
        UnaryFunction.Abs => Expression.WhereGreater(unary.Value, 0, inner, -inner),
        _ => throw new InvalidOperationException($"no derivative of {unary.Function}"),
    };
}
