using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>Another part of the sample.</summary>
internal sealed class InputRule : LayerRule
{
    public override Operation Operation => Operation.Input;
}
