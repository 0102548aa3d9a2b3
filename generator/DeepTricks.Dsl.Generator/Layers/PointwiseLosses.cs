using DeepTricks.Dsl.Generator.Expressions;
using static DeepTricks.Dsl.Generator.Expressions.Expression;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The losses against numbers, each as its formula over an output x and its target t.</summary>
internal static class PointwiseLosses
{
    /// <summary>PyTorch's bound of the logarithms in its binary cross-entropy of probabilities.</summary>
    private const double LowestLog = -100;

    private static readonly Expression X = Leaf.Input;
    private static readonly Expression T = Leaf.Target;
    private static readonly Expression Delta = new Leaf("Delta", LeafKind.Uniform);

    /// <summary>(x - t)²: PyTorch's MSELoss.</summary>
    public static PointwiseLossRule MeanSquaredError { get; } = new((X - T) * (X - T));

    /// <summary>
    /// -t log(s) - (1 - t) log(1 - s) with s = sigmoid(x), in the form that neither overflows nor takes the logarithm of zero: PyTorch's
    /// BCEWithLogitsLoss. Answers are probabilities.
    /// </summary>
    public static PointwiseLossRule BinaryCrossEntropy { get; } = new(
        WhereGreater(X, 0, X, 0) - (X * T) + LogOnePlus(Exp(-Abs(X))),
        Expression.Sigmoid(X) - T,
        LossAnswer.Sigmoid,
        -(Bounded(Log(X)) * T) - (Bounded(Log(1 - X)) * (1 - T)));

    /// <summary>Half of (x - t)² up to a difference of delta, from there on the line that continues it (Huber 1964): PyTorch's HuberLoss.</summary>
    public static PointwiseLossRule Huber { get; } = new(
        WhereGreater(Abs(X - T), Delta, Delta * (Abs(X - T) - (0.5 * Delta)), 0.5 * ((X - T) * (X - T))));

    private static Expression Bounded(Expression logarithm) => WhereGreater(LowestLog, logarithm, LowestLog, logarithm);
}
