namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>What the network shall answer: one class per sample, or as many numbers as it has outputs.</summary>
internal sealed record ReferenceTargets(int[]? Labels, double[]? Values)
{
    /// <summary>A class for each sample.</summary>
    public static ReferenceTargets Classes(params int[] labels) => new(labels, null);

    /// <summary>Numbers, sample after sample.</summary>
    public static ReferenceTargets Numbers(params double[] values) => new(null, values);
}
