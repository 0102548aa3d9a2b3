namespace DeepTricks.Dsl;

/// <summary>
/// Limits on the size of a network, checked while it is written: what exceeds one is reported as DT1012. What is not set is not limited.
/// </summary>
/// <example><c>[Budget(Parameters = 100_000, Flops = 5_000_000)]</c></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>The most numbers that training may change.</summary>
    public long Parameters { get; set; } = long.MaxValue;

    /// <summary>The most bytes that all stored tensors may take, running statistics included.</summary>
    public long WeightBytes { get; set; } = long.MaxValue;

    /// <summary>The most floating-point operations of one sample's forward pass, a multiply-add counted as two.</summary>
    public long Flops { get; set; } = long.MaxValue;

    /// <summary>The most bytes that the input and all layers' outputs may take for one sample.</summary>
    public long ActivationBytes { get; set; } = long.MaxValue;
}
