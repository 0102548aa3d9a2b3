using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>Local response normalization across channels (Krizhevsky, Sutskever and Hinton 2012).</summary>
internal sealed class ResponseNormalizationRule : LayerRule
{
    public override Operation Operation => Operation.ResponseNormalization;
}
