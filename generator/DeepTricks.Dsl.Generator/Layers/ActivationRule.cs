using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>A function of each element alone, with nothing to learn.</summary>
/// <param name="function">The function.</param>
/// <param name="derivative">Its derivative where the symbolic one is not the best; null otherwise.</param>
internal sealed class ActivationRule(Expression function, Expression? derivative = null) : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override Expression Pointwise => function;

    public override Expression InputDerivative => derivative ?? base.InputDerivative;
}
