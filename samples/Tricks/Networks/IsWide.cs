using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1015: A 3x3 convolution over 128 channels without a bottleneck.</summary>
[Network(8, 8, 128)]
[Rescale(-1, 1)]
[Conv(128, 3), BatchNorm, PRelu]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class IsWide;
