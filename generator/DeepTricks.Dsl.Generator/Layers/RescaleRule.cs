using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>Maps the declared range to [-1, +1]; the emitter prepares factor and summand.</summary>
internal sealed class RescaleRule : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override Expression Pointwise => (Leaf.Input * new Leaf("Factor", LeafKind.Uniform)) + new Leaf("Summand", LeafKind.Uniform);
}
