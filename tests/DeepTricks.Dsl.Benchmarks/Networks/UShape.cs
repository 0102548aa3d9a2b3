// DT1011: the peers get the same numbers, and they are scaled already.
#pragma warning disable DT1011

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>A U-shaped network (Ronneberger et al. 2015, arxiv.org/abs/1505.04597): down by pools, up again beside what was there.</summary>
[Network(16, 16, 3)]
[Conv(16, 3), BatchNorm, PRelu, Tap("high"), MaxPool(2)]
[Conv(32, 3), BatchNorm, PRelu, Tap("middle"), MaxPool(2)]
[Conv(64, 3), BatchNorm, PRelu, Upsample(2), Concat("middle")]
[Conv(32, 3), BatchNorm, PRelu, Upsample(2), Concat("high")]
[Conv(16, 3), BatchNorm, PRelu, Conv(10, 1), GlobalAveragePool, SoftmaxCrossEntropy]
public partial class UShape;
