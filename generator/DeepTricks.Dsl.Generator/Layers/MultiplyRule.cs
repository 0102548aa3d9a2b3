using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The product of values; each gets the gradient times the others.</summary>
internal sealed class MultiplyRule : LayerRule
{
    public override Operation Operation => Operation.Multiply;
}
