using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>exp(x) divided by its sum across the channels of a position.</summary>
internal sealed class SoftmaxRule : LayerRule
{
    public override Operation Operation => Operation.Softmax;
}
