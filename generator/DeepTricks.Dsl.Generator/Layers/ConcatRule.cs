using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>Values side by side along the channels; the gradient goes to each its own channels.</summary>
internal sealed class ConcatRule : LayerRule
{
    public override Operation Operation => Operation.Concat;
}
