using DeepTricks.Dsl.Generator.Expressions;
using static DeepTricks.Dsl.Generator.Expressions.Expression;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The built-in activations without learned numbers, each as its formula.</summary>
internal static class Activations
{
    private static readonly Expression X = Leaf.Input;

    /// <summary>0 below zero, x elsewhere, so that NaN stays NaN; the derivative at zero is 0, as in PyTorch.</summary>
    public static ActivationRule Relu { get; } = new(WhereGreater(0, X, 0, X), WhereGreater(X, 0, 1, 0));

    /// <summary>x above zero, slope * x elsewhere (Maas, Hannun and Ng 2013).</summary>
    public static ActivationRule LeakyRelu { get; } = new(WhereGreater(X, 0, X, X * new Leaf("Slope", LeafKind.Uniform)));

    /// <summary>x above zero, alpha * (exp(x) - 1) elsewhere (Clevert, Unterthiner and Hochreiter 2016).</summary>
    public static ActivationRule Elu { get; } = new(WhereGreater(X, 0, X, new Leaf("Alpha", LeafKind.Uniform) * (Exp(X) - 1)));

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static ActivationRule Sigmoid { get; } = new(Expression.Sigmoid(X));

    /// <summary>The hyperbolic tangent.</summary>
    public static ActivationRule Tanh { get; } = new(Expression.Tanh(X));

    /// <summary>x times the probability of a normal variable below x, in the form with tanh (Hendrycks and Gimpel 2016, arxiv.org/abs/1606.08415).</summary>
    public static ActivationRule Gelu { get; } = new(0.5 * X * (1 + Expression.Tanh(0.7978845608028654 * X * (1 + (0.044715 * X * X)))));

    /// <summary>x / (1 + exp(-x)), also called SiLU (Ramachandran, Zoph and Le 2017, arxiv.org/abs/1710.05941).</summary>
    public static ActivationRule Swish { get; } = new(X * Expression.Sigmoid(X));

    /// <summary>x tanh(log(1 + exp(x))) (Misra 2019, arxiv.org/abs/1908.08681).</summary>
    public static ActivationRule Mish { get; } = new(
        X * Expression.Tanh(Softplus(X)),
        Expression.Tanh(Softplus(X)) + (X * Expression.Sigmoid(X) * (1 - (Expression.Tanh(Softplus(X)) * Expression.Tanh(Softplus(X))))));
}
