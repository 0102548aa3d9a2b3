using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>A loss that is a mean over numbers, of a function of each output and its target alone: <see cref="Leaf.Input"/> and <see cref="Leaf.Target"/>.</summary>
/// <param name="loss">The function.</param>
/// <param name="derivative">Its derivative by the output where the symbolic one is not the best; null otherwise.</param>
/// <param name="answer">What the network answers with.</param>
/// <param name="ofAnswer">The loss as a function of the answer where that is not the output itself; null otherwise.</param>
internal sealed class PointwiseLossRule(Expression loss, Expression? derivative = null, LossAnswer answer = LossAnswer.Copy, Expression? ofAnswer = null) : LossRule(answer)
{
    public override Expression Pointwise => loss;

    public override Expression InputDerivative => derivative ?? base.InputDerivative;

    /// <summary>The loss by what the network answers, which is what an evaluation knows.</summary>
    public Expression OfAnswer => ofAnswer ?? loss;

    /// <summary>The settings that the loss is made with.</summary>
    public IReadOnlyList<string> Settings => [.. Pointwise.Leaves.Concat(InputDerivative.Leaves).Where(leaf => leaf.Kind == LeafKind.Uniform).Select(leaf => leaf.Name).Distinct()];

    public override string Formula => Text(Pointwise) + ", derivative " + Text(InputDerivative);

    /// <summary>An expression for comments.</summary>
    public static string Text(Expression expression) => ExpressionText.Formula(expression, leaf => char.ToLowerInvariant(leaf.Name[0]) + leaf.Name.Substring(1));
}
