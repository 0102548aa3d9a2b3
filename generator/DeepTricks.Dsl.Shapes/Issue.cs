namespace DeepTricks.Dsl.Shapes;

/// <summary>Something wrong with a network: which rule, which layer (-1: the network itself), which of its settings if one is to blame, and the sentence to show.</summary>
public sealed record Issue(string Id, int LayerIndex, string? Setting, string Message);
