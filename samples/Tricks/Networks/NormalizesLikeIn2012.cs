using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1004: Response normalization where batch normalization belongs.</summary>
[Network(28, 28, 1)]
[Rescale(0, 255)]
[Conv(32, 3), BatchNorm, PRelu, Lrn]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class NormalizesLikeIn2012;
