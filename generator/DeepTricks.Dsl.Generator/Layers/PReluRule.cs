using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>x above zero, slope * x elsewhere (He et al. 2015); one learned slope per channel.</summary>
internal sealed class PReluRule : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override IReadOnlyList<ParameterRole> Trained => [ParameterRole.Slope];

    public override Expression Pointwise => Expression.WhereGreater(Leaf.Input, 0, Leaf.Input, Leaf.Input * new Leaf("Slope", LeafKind.Channel));
}
