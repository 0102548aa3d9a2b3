namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>Builds expressions without what is plainly superfluous: zeros, ones, arithmetic of constants, a choice between equals.</summary>
internal static class Simplifier
{
    public static Expression Add(Expression left, Expression right) => (left, right) switch
    {
        (Constant a, Constant b) => new Constant(a.Value + b.Value),
        (Constant { Value: 0 }, _) => right,
        (_, Constant { Value: 0 }) => left,
        (_, Unary { Function: UnaryFunction.Negate } negated) => Subtract(left, negated.Value),
        _ when left == right => Multiply(2, left),
        _ => new Binary(BinaryFunction.Add, left, right),
    };

    public static Expression Subtract(Expression left, Expression right) => (left, right) switch
    {
        (Constant a, Constant b) => new Constant(a.Value - b.Value),
        (_, Constant { Value: 0 }) => left,
        (Constant { Value: 0 }, _) => Negate(right),
        (_, Unary { Function: UnaryFunction.Negate } negated) => Add(left, negated.Value),
        _ when left == right => Expression.Zero,
        _ => new Binary(BinaryFunction.Subtract, left, right),
    };

    public static Expression Multiply(Expression left, Expression right) => (left, right) switch
    {
        (Constant a, Constant b) => new Constant(a.Value * b.Value),
        (Constant { Value: 0 }, _) or (_, Constant { Value: 0 }) => Expression.Zero,
        (Constant { Value: 1 }, _) => right,
        (_, Constant { Value: 1 }) => left,
        (Constant { Value: -1 }, _) => Negate(right),
        (_, Constant { Value: -1 }) => Negate(left),
        (Constant a, Binary { Function: BinaryFunction.Multiply, Left: Constant b } product) => Multiply(a.Value * b.Value, product.Right),
        // A factor moves into a choice with constants, so that d * (x > 0 ? 1 : a) becomes a choice between d and d * a.
        (_, Choice { Then: Constant or Choice } choice) when !ReferenceEquals(left, Expression.One) => Distribute(left, choice),
        (_, Choice { Otherwise: Constant or Choice } choice) => Distribute(left, choice),
        _ => new Binary(BinaryFunction.Multiply, left, right),
    };

    public static Expression Divide(Expression left, Expression right) => (left, right) switch
    {
        (Constant a, Constant b) when b.Value != 0 => new Constant(a.Value / b.Value),
        (Constant { Value: 0 }, _) => Expression.Zero,
        (_, Constant { Value: 1 }) => left,

        // A sigmoid, whose derivative would divide infinities by each other where the exponential overflows.
        (_, Binary { Function: BinaryFunction.Add, Left: Constant { Value: 1 }, Right: Unary { Function: UnaryFunction.Exp } power }) =>
            Multiply(left, Expression.Sigmoid(Negate(power.Value))),
        (_, Binary { Function: BinaryFunction.Add, Left: Unary { Function: UnaryFunction.Exp } power, Right: Constant { Value: 1 } }) =>
            Multiply(left, Expression.Sigmoid(Negate(power.Value))),
        _ => new Binary(BinaryFunction.Divide, left, right),
    };

    public static Expression Negate(Expression value) => value switch
    {
        Constant constant => new Constant(-constant.Value),
        Unary { Function: UnaryFunction.Negate } negated => negated.Value,
        Binary { Function: BinaryFunction.Subtract } difference => Subtract(difference.Right, difference.Left),
        Binary { Function: BinaryFunction.Multiply, Left: Unary { Function: UnaryFunction.Negate } negated } product => Multiply(negated.Value, product.Right),
        _ => new Unary(UnaryFunction.Negate, value),
    };

    private static Expression Distribute(Expression factor, Choice choice) =>
        choice.Between(Multiply(factor, choice.Then), Multiply(factor, choice.Otherwise));
}
