// DT1011: the peers get the same numbers, and they are scaled already. DT1003: the comparison's network has no dropout.
#pragma warning disable DT1011, DT1003

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>The small SqueezeNet of the comparison, for images of 32x32 pixels in colour.</summary>
[Network(32, 32, 3)]
[Conv(64, 3), BatchNorm, MaxPool(2), PRelu]
[Conv(16, 1), BatchNorm, PRelu, Tap("squeezed1")]
[Conv(64, 1), BatchNorm, PRelu, Tap("narrow1")]
[From("squeezed1"), Conv(64, 3), BatchNorm, PRelu, Tap("wide1")]
[Concat("narrow1", "wide1"), MaxPool(2)]
[Conv(32, 1), BatchNorm, PRelu, Tap("squeezed2")]
[Conv(128, 1), BatchNorm, PRelu, Tap("narrow2")]
[From("squeezed2"), Conv(128, 3), BatchNorm, PRelu, Tap("wide2")]
[Concat("narrow2", "wide2"), MaxPool(2)]
[Conv(48, 1), BatchNorm, PRelu, Tap("squeezed3")]
[Conv(192, 1), BatchNorm, PRelu, Tap("narrow3")]
[From("squeezed3"), Conv(192, 3), BatchNorm, PRelu, Tap("wide3")]
[Concat("narrow3", "wide3")]
[Conv(10, 1), BatchNorm, PRelu, GlobalAveragePool, SoftmaxCrossEntropy]
public partial class M3;
