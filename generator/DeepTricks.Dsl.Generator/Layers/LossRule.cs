using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>A loss: the last node of forward and the first of backward.</summary>
internal sealed class LossRule : LayerRule
{
    public override Operation Operation => Operation.Loss;
}
