namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Networks that several tests use.</summary>
internal static class Sources
{
    /// <summary>The network of the documentation, without augmentation.</summary>
    public const string DigitNet =
        """
        using DeepTricks.Dsl;

        namespace My.Space;

        [Network(28, 28, 1)]
        [Rescale(0, 255)]
        [Conv(32, 3), BatchNorm, MaxPool(2), PRelu]
        [Conv(64, 3), BatchNorm, MaxPool(2), PRelu]
        [Dense(256), BatchNorm, PRelu, Dropout(0.5)]
        [Dense(10), SoftmaxCrossEntropy]
        public partial class DigitNet;
        """;

    /// <summary>A class <c>N</c> with the given attributes.</summary>
    public static string Network(string attributes, string members = "public partial class N;") => "using DeepTricks.Dsl;\n\n" + attributes + "\n" + members + "\n";
}
