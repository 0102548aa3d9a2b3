namespace DeepTricks.Dsl.Shapes;

/// <summary>A network as declared, with no trace of where its source stands: what the compiler and the runtime both work from.</summary>
/// <param name="Namespace">The namespace of the class, empty for the global one.</param>
/// <param name="ClassName">The simple name of the class.</param>
/// <param name="IsPublic">Whether the class is public (internal otherwise).</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Layers">The layers in source order; the last one is the loss.</param>
/// <param name="Budget">Limits that the network must keep, or null.</param>
public sealed record NetworkSpec(
    string Namespace,
    string ClassName,
    bool IsPublic,
    SampleShape Input,
    EquatableArray<LayerSpec> Layers,
    BudgetSpec? Budget = null)
{
    /// <summary>The uses of blocks in source order, each behind the one that it stands in.</summary>
    public EquatableArray<BlockSpec> Blocks { get; init; }

    /// <summary>The repetitions and conditions that the parameters of blocks decided at compile time.</summary>
    public EquatableArray<BlockDecision> Decisions { get; init; }
}

/// <summary>The limits of <c>[Budget]</c>; null where none is set.</summary>
public sealed record BudgetSpec(long? Parameters = null, long? WeightBytes = null, long? Flops = null, long? ActivationBytes = null);
