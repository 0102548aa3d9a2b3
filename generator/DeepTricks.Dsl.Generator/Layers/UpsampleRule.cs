using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>Every position repeated along each axis; its gradient is the sum over the repetitions.</summary>
internal sealed class UpsampleRule : LayerRule
{
    public override Operation Operation => Operation.Upsample;
}
