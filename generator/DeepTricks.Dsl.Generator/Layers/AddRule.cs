using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>The sum of values; each gets the whole gradient.</summary>
internal sealed class AddRule : LayerRule
{
    public override Operation Operation => Operation.Add;
}
