// DT1008, DT1010, DT1011: these networks are about blocks.
#pragma warning disable DT1008, DT1010, DT1011
namespace DeepTricks.Dsl.Training.Tests;

/// <summary>A Fire module (Iandola et al. 2016).</summary>
[Conv(nameof(squeeze), 1), BatchNorm, PRelu, Tap("squeezed")]
[Conv("ratio * squeeze", 1), BatchNorm, PRelu, Tap("narrow")]
[From("squeezed"), Conv("ratio * squeeze", 3), BatchNorm, PRelu, Tap("wide")]
[Concat("narrow", "wide")]
public sealed class FireAttribute(int squeeze, int ratio = 4) : BlockAttribute;

/// <summary>A residual block (He et al. 2015): a projection stands in the short way where the size changes.</summary>
[Tap("x")]
[Conv(nameof(filters), 3, Stride = nameof(stride)), BatchNorm, Relu, Conv(nameof(filters), 3), BatchNorm, Tap("y", When = "stride > 1")]
[From("x", When = "stride > 1"), Conv(nameof(filters), 1, Stride = nameof(stride), When = "stride > 1"), BatchNorm(When = "stride > 1")]
[Add("y", When = "stride > 1"), Add("x", When = "stride == 1"), Relu]
public sealed class BasicAttribute(int filters, int stride = 1) : BlockAttribute
{
    /// <summary>In another block, with expressions over its parameters.</summary>
    public BasicAttribute(object filters, object stride)
        : this(0, 1)
    {
    }
}

/// <summary>Residual blocks of one size.</summary>
[Basic("filters", "stride"), Repeat("blocks - 1"), Basic("filters", 1)]
public sealed class StageAttribute(int filters, int stride, int blocks) : BlockAttribute;

/// <summary>Blocks: named, with defaults, nested and repeated.</summary>
[Network(8, 8, 3)]
[Fire(8), Fire(8, 2, Name = "last")]
[Stage(16, 2, 2)]
[GlobalAveragePool, Dropout(0.2), Dense(4), SoftmaxCrossEntropy]
public partial class BlockNet;

/// <summary>The same layers written out.</summary>
[Network(8, 8, 3)]
[Conv(8, 1), BatchNorm, PRelu, Tap("s1"), Conv(32, 1), BatchNorm, PRelu, Tap("n1"), From("s1"), Conv(32, 3), BatchNorm, PRelu, Tap("w1"), Concat("n1", "w1")]
[Conv(8, 1), BatchNorm, PRelu, Tap("s2"), Conv(16, 1), BatchNorm, PRelu, Tap("n2"), From("s2"), Conv(16, 3), BatchNorm, PRelu, Tap("w2"), Concat("n2", "w2")]
[Tap("x1"), Conv(16, 3, Stride = 2), BatchNorm, Relu, Conv(16, 3), BatchNorm, Tap("y1"), From("x1"), Conv(16, 1, Stride = 2), BatchNorm, Add("y1"), Relu]
[Tap("x2"), Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("x2"), Relu]
[GlobalAveragePool, Dropout(0.2), Dense(4), SoftmaxCrossEntropy]
public partial class WrittenOutNet;
