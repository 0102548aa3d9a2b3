namespace DeepTricks.Dsl.Shapes;

/// <summary>What inference found: a shape per layer up to the first one that does not fit, and the issues.</summary>
public sealed record InferenceResult(EquatableArray<LayerShape> Layers, EquatableArray<Issue> Issues)
{
    /// <summary>Whether the network can be built.</summary>
    public bool IsValid => Issues.Count == 0;
}
