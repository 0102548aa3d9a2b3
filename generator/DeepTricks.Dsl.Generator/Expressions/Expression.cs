using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>What a leaf of a pointwise expression stands for.</summary>
internal enum LeafKind
{
    /// <summary>The value of the element itself.</summary>
    Element,

    /// <summary>A learned or prepared number of the element's channel.</summary>
    Channel,

    /// <summary>A learned number of the layer, the same for all elements.</summary>
    Tensor,

    /// <summary>A number of the layer, the same for all elements.</summary>
    Uniform,

    /// <summary>What the layer draws for the element: zero, or the factor of what is kept.</summary>
    Draw,

    /// <summary>What a loss wants the element to be.</summary>
    Target,
}

/// <summary>Functions of one number.</summary>
internal enum UnaryFunction
{
    Negate,
    Exp,
    Log,
    Tanh,
    Sigmoid,
    Sqrt,
    Abs,
    Sin,
    Cos,
}

/// <summary>Functions of two numbers.</summary>
internal enum BinaryFunction
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// <summary>
/// A pointwise expression: written once in Layers/, differentiated symbolically, rendered for CPU lanes and for GPU threads.
/// Its contract (NaN, ties, the derivative at a kink, tolerances) is in runtime/docs/pointwise.md.
/// </summary>
internal abstract record Expression
{
    public static readonly Expression Zero = new Constant(0);
    public static readonly Expression One = new Constant(1);

    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression operator +(Expression left, Expression right) => Simplifier.Add(left, right);

    public static Expression operator -(Expression left, Expression right) => Simplifier.Subtract(left, right);

    public static Expression operator *(Expression left, Expression right) => Simplifier.Multiply(left, right);

    public static Expression operator /(Expression left, Expression right) => Simplifier.Divide(left, right);

    public static Expression operator -(Expression value) => Simplifier.Negate(value);

    public static Expression Exp(Expression value) => new Unary(UnaryFunction.Exp, value);

    public static Expression Log(Expression value) => new Unary(UnaryFunction.Log, value);

    public static Expression Tanh(Expression value) => new Unary(UnaryFunction.Tanh, value);

    public static Expression Sigmoid(Expression value) => new Unary(UnaryFunction.Sigmoid, value);

    public static Expression Sqrt(Expression value) => new Unary(UnaryFunction.Sqrt, value);

    public static Expression Sin(Expression value) => new Unary(UnaryFunction.Sin, value);

    public static Expression Cos(Expression value) => new Unary(UnaryFunction.Cos, value);

    /// <summary>The number without its sign; its derivative at zero is that below.</summary>
    public static Expression Abs(Expression value) => new Unary(UnaryFunction.Abs, value);

    /// <summary>log(1 + exp(x)), without an overflow on the way: max(x, 0) + log(1 + exp(-|x|)).</summary>
    public static Expression Softplus(Expression value) => WhereGreater(value, 0, value, 0) + Log(1 + Exp(-Abs(value)));

    /// <summary>
    /// log(1 + x) for x of at least zero, with the digits of an x so small that 1 + x has lost them: the quotient undoes the rounding of the sum
    /// (Goldberg 1991, "What Every Computer Scientist Should Know About Floating-Point Arithmetic", theorem 4).
    /// </summary>
    public static Expression LogOnePlus(Expression value) => WhereGreater(1 + value, 1, Log(1 + value) * (value / ((1 + value) - 1)), value);

    /// <summary><paramref name="then"/> where <paramref name="left"/> is greater than <paramref name="right"/>, else <paramref name="otherwise"/>: also at a tie and for NaN.</summary>
    public static Expression WhereGreater(Expression left, Expression right, Expression then, Expression otherwise) =>
        then == otherwise ? then : new Choice(left, right, then, otherwise);

    /// <summary>As <see cref="WhereGreater"/>, but <paramref name="then"/> at a tie; <paramref name="otherwise"/> for NaN.</summary>
    public static Expression WhereAtLeast(Expression left, Expression right, Expression then, Expression otherwise) =>
        then == otherwise ? then : new Choice(left, right, then, otherwise, TakesTies: true);

    /// <summary>The leaves, each once.</summary>
    public IEnumerable<Leaf> Leaves => (this switch
    {
        Leaf leaf => [leaf],
        Unary unary => unary.Value.Leaves,
        Binary binary => binary.Left.Leaves.Concat(binary.Right.Leaves),
        Choice choice => choice.Left.Leaves.Concat(choice.Right.Leaves).Concat(choice.Then.Leaves).Concat(choice.Otherwise.Leaves),
        _ => [],
    }).Distinct();

    /// <summary>The expression with each leaf replaced.</summary>
    public Expression Replace(Func<Leaf, Expression> replacement) => this switch
    {
        Leaf leaf => replacement(leaf),
        Unary unary => unary with { Value = unary.Value.Replace(replacement) },
        Binary binary => binary with { Left = binary.Left.Replace(replacement), Right = binary.Right.Replace(replacement) },
        Choice choice => choice with
        {
            Left = choice.Left.Replace(replacement), Right = choice.Right.Replace(replacement),
            Then = choice.Then.Replace(replacement), Otherwise = choice.Otherwise.Replace(replacement),
        },
        _ => this,
    };
}

/// <summary>A number.</summary>
internal sealed record Constant(double Value) : Expression;

/// <summary>A named input.</summary>
internal sealed record Leaf(string Name, LeafKind Kind) : Expression
{
    /// <summary>The element that a layer's function is applied to.</summary>
    public static readonly Leaf Input = new("x", LeafKind.Element);

    /// <summary>What a loss wants the element to be.</summary>
    public static readonly Leaf Target = new("t", LeafKind.Target);
}

/// <summary>A function of one number.</summary>
internal sealed record Unary(UnaryFunction Function, Expression Value) : Expression;

/// <summary>A function of two numbers.</summary>
internal sealed record Binary(BinaryFunction Function, Expression Left, Expression Right) : Expression;

/// <summary>One of two values, by a comparison: the first where the left side is greater or, if ties are taken, equal; the second also for NaN.</summary>
internal sealed record Choice(Expression Left, Expression Right, Expression Then, Expression Otherwise, bool TakesTies = false) : Expression
{
    /// <summary>The same comparison between other values.</summary>
    public Expression Between(Expression then, Expression otherwise) => then == otherwise ? then : this with { Then = then, Otherwise = otherwise };
}
