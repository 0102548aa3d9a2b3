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

    /// <summary>A Fire module (Iandola et al. 2016).</summary>
    public const string Fire =
        """
        [Conv(nameof(squeeze), 1), BatchNorm, PRelu, Tap("s")]
        [Conv(nameof(expand), 1), BatchNorm, PRelu, Tap("e1")]
        [From("s"), Conv(nameof(expand), 3), BatchNorm, PRelu, Tap("e3")]
        [Concat("e1", "e3")]
        public sealed class FireAttribute(int squeeze, int expand) : BlockAttribute;
        """;

    /// <summary>A residual block (He et al. 2015) with a projection where the size changes.</summary>
    public const string Basic =
        """
        [Tap("x")]
        [Conv(nameof(filters), 3, Stride = nameof(stride)), BatchNorm, Relu, Conv(nameof(filters), 3), BatchNorm, Tap("y", When = "stride > 1")]
        [From("x", When = "stride > 1"), Conv(nameof(filters), 1, Stride = nameof(stride), When = "stride > 1"), BatchNorm(When = "stride > 1")]
        [Add("y", When = "stride > 1"), Add("x", When = "stride == 1"), Relu]
        public sealed class BasicAttribute(int filters, int stride = 1) : BlockAttribute;
        """;

    /// <summary>A class <c>N</c> with the given attributes.</summary>
    public static string Network(string attributes, string members = "public partial class N;") => "using DeepTricks.Dsl;\n\n" + attributes + "\n" + members + "\n";
}
