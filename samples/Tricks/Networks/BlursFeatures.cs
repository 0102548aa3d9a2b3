using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1005: A mean inside the network.</summary>
[Network(28, 28, 1)]
[Rescale(0, 255)]
[Conv(32, 3), BatchNorm, AveragePool(2), PRelu]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class BlursFeatures;
