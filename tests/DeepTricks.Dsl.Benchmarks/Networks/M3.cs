// DT1011: the peers get the same numbers, and they are scaled already. DT1003: the comparison's network has no dropout.
#pragma warning disable DT1011, DT1003

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>The small SqueezeNet of the comparison, for images of 32x32 pixels in colour.</summary>
[Network(32, 32, 3)]
[Conv(64, 3), BatchNorm, MaxPool(2), PRelu]
[Fire(16, 64), MaxPool(2)]
[Fire(32, 128), MaxPool(2)]
[Fire(48, 192)]
[Conv(10, 1), BatchNorm, PRelu, GlobalAveragePool, SoftmaxCrossEntropy]
public partial class M3;

/// <summary>A Fire module (Iandola et al. 2016, arxiv.org/abs/1602.07360) with batch normalization and PReLU.</summary>
[Conv(nameof(squeeze), 1), BatchNorm, PRelu, Tap("squeezed")]
[Conv(nameof(expand), 1), BatchNorm, PRelu, Tap("narrow")]
[From("squeezed"), Conv(nameof(expand), 3), BatchNorm, PRelu, Tap("wide")]
[Concat("narrow", "wide")]
public sealed class FireAttribute(int squeeze, int expand) : BlockAttribute;
