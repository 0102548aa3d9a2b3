using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The hyperbolic tangent.</summary>
internal sealed class TanhRule : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override Expression Pointwise => Expression.Tanh(Leaf.Input);
}
