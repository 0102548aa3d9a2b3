using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The largest value of each window; its gradient goes to the first of equal values, as in PyTorch.</summary>
internal sealed class MaxPoolRule : LayerRule
{
    public override Operation Operation => Operation.MaxPool;
}
