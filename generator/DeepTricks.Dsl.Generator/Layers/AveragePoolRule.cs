using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The mean of each window, or of all positions; its gradient is shared out evenly.</summary>
internal sealed class AveragePoolRule : LayerRule
{
    public override Operation Operation => Operation.AveragePool;
}
