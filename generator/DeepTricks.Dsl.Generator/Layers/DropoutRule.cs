using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>Zero with the layer's rate, x / (1 - rate) otherwise (Srivastava et al. 2014); drawn anew from a counter in backward, so that no mask is stored.</summary>
internal sealed class DropoutRule : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override Expression Pointwise => Leaf.Input * new Leaf("Kept", LeafKind.Draw);

    public override bool TrainingOnly => true;
}
