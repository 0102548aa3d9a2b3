using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>0 below zero, x elsewhere, so that NaN stays NaN; the derivative at zero is 0, as in PyTorch.</summary>
internal sealed class ReluRule : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override Expression Pointwise => Expression.WhereGreater(0, Leaf.Input, 0, Leaf.Input);

    public override Expression InputDerivative => Expression.WhereGreater(Leaf.Input, 0, 1, 0);
}
