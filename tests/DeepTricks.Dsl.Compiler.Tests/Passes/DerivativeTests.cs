using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Passes;

/// <summary>Symbolic derivatives of the built-in pointwise layers against central differences, and their choice at a kink.</summary>
public sealed class DerivativeTests
{
    public static TheoryData<LayerKind> Pointwise =>
        [LayerKind.PRelu, LayerKind.Relu, LayerKind.LeakyRelu, LayerKind.Elu, LayerKind.Sigmoid, LayerKind.Tanh, LayerKind.Gelu, LayerKind.Swish, LayerKind.Mish, LayerKind.Dropout, LayerKind.Rescale];

    [Theory]
    [MemberData(nameof(Pointwise))]
    public void The_derivative_is_that_of_the_expression(LayerKind kind)
    {
        var rule = LayerCatalog.Of(kind);
        foreach (double x in new[] { -3.1, -0.7, -1e-3, 2e-3, 0.4, 2.5 })
        {
            const double Step = 1e-6;
            double expected = (Value(rule.Pointwise!, x + Step) - Value(rule.Pointwise!, x - Step)) / (2 * Step);
            Assert.Equal(expected, Value(rule.InputDerivative, x), 1e-5);
        }
    }

    [Theory]
    [InlineData(LayerKind.BinaryCrossEntropy)]
    [InlineData(LayerKind.MeanSquaredError)]
    [InlineData(LayerKind.Huber)]
    public void The_slope_of_a_loss_is_that_of_its_value(LayerKind kind)
    {
        var rule = LayerCatalog.Of(kind);
        foreach (double x in new[] { -3.1, -0.7, -1e-3, 2e-3, 0.4, 0.8, 2.5, 19 })
        {
            const double Step = 1e-6;
            double expected = (Value(rule.Pointwise!, x + Step) - Value(rule.Pointwise!, x - Step)) / (2 * Step);
            Assert.Equal(expected, Value(rule.InputDerivative, x), 1e-5);
        }
    }

    [Theory]
    [InlineData(LayerKind.BinaryCrossEntropy, "(x > 0 ? x : 0) - x * t + log(1 + exp(-abs(x))), derivative sigmoid(x) - t")]
    [InlineData(LayerKind.MeanSquaredError, "(x - t) * (x - t), derivative 2 * (x - t)")]
    [InlineData(
        LayerKind.Huber,
        "abs(x - t) > delta ? delta * (abs(x - t) - 0.5 * delta) : 0.5 * (x - t) * (x - t), derivative abs(x - t) > delta ? (x - t > 0 ? delta : -delta) : x - t")]
    public void A_loss_has_its_formula_in_a_comment(LayerKind kind, string expected) => Assert.Equal(expected, LayerCatalog.Of(kind).Formula);

    [Theory]
    [InlineData(1e-12)]
    [InlineData(3e-9)]
    [InlineData(0.7)]
    [InlineData(1e30)]
    public void The_logarithm_of_one_and_a_little_keeps_the_digits_of_the_little(double x)
    {
        double sum = x;
        for (double term = x, n = 2; x < 0.1 && n < 20; n++)
        {
            term *= -x;
            sum += term / n;
        }

        double expected = x < 0.1 ? sum : Math.Log(1 + x);
        Assert.Equal(expected, Value(Expression.LogOnePlus(Leaf.Input), x), 1e-15 * Math.Max(expected, 1e-3));
    }

    [Theory]
    [InlineData(LayerKind.Relu, 0)]
    [InlineData(LayerKind.PRelu, 0.3)]
    [InlineData(LayerKind.LeakyRelu, 0.3)]
    public void At_zero_the_derivative_is_PyTorchs(LayerKind kind, double expected) =>
        Assert.Equal(expected, Value(LayerCatalog.Of(kind).InputDerivative, 0), 1e-12);

    [Theory]
    [InlineData(LayerKind.Gelu)]
    [InlineData(LayerKind.Swish)]
    [InlineData(LayerKind.Mish)]
    public void Far_out_the_function_is_a_line_or_zero(LayerKind kind)
    {
        var rule = LayerCatalog.Of(kind);
        foreach (double x in new[] { 100.0, 1e4, 1e9 })
        {
            Assert.Equal(x, Value(rule.Pointwise!, x), 1e-6);
            Assert.Equal(1, Value(rule.InputDerivative, x), 1e-6);
            Assert.Equal(0, Value(rule.Pointwise!, -x), 1e-6);
            Assert.Equal(0, Value(rule.InputDerivative, -x), 1e-6);
        }
    }

    private static double Value(Expression expression, double x) => expression switch
    {
        Leaf leaf => leaf == Leaf.Input ? x : 0.3,
        Constant constant => constant.Value,
        Unary { Function: UnaryFunction.Negate } unary => -Value(unary.Value, x),
        Unary { Function: UnaryFunction.Exp } unary => Math.Exp(Value(unary.Value, x)),
        Unary { Function: UnaryFunction.Log } unary => Math.Log(Value(unary.Value, x)),
        Unary { Function: UnaryFunction.Tanh } unary => Math.Tanh(Value(unary.Value, x)),
        Unary { Function: UnaryFunction.Sigmoid } unary => 1 / (1 + Math.Exp(-Value(unary.Value, x))),
        Unary { Function: UnaryFunction.Sqrt } unary => Math.Sqrt(Value(unary.Value, x)),
        Binary { Function: BinaryFunction.Add } sum => Value(sum.Left, x) + Value(sum.Right, x),
        Binary { Function: BinaryFunction.Subtract } difference => Value(difference.Left, x) - Value(difference.Right, x),
        Binary { Function: BinaryFunction.Multiply } product => Value(product.Left, x) * Value(product.Right, x),
        Binary quotient => Value(quotient.Left, x) / Value(quotient.Right, x),
        Unary { Function: UnaryFunction.Sin } unary => Math.Sin(Value(unary.Value, x)),
        Unary { Function: UnaryFunction.Cos } unary => Math.Cos(Value(unary.Value, x)),
        Unary { Function: UnaryFunction.Abs } unary => Math.Abs(Value(unary.Value, x)),
        Choice choice => (choice.TakesTies ? Value(choice.Left, x) >= Value(choice.Right, x) : Value(choice.Left, x) > Value(choice.Right, x)) ? Value(choice.Then, x) : Value(choice.Otherwise, x),
        _ => throw new InvalidOperationException(expression.ToString()),
    };
}
