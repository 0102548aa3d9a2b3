using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>x above zero, alpha * (exp(x) - 1) elsewhere (Clevert, Unterthiner and Hochreiter 2016).</summary>
internal sealed class EluRule : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override Expression Pointwise => Expression.WhereGreater(Leaf.Input, 0, Leaf.Input, new Leaf("Alpha", LeafKind.Uniform) * (Expression.Exp(Leaf.Input) - 1));
}
