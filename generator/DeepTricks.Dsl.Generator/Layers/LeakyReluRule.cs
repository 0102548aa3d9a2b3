using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>x above zero, slope * x elsewhere (Maas, Hannun and Ng 2013).</summary>
internal sealed class LeakyReluRule : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override Expression Pointwise => Expression.WhereGreater(Leaf.Input, 0, Leaf.Input, Leaf.Input * new Leaf("Slope", LeafKind.Uniform));
}
