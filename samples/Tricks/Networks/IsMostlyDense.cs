using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1014: A dense layer holds nearly all parameters.</summary>
[Network(28, 28, 1)]
[Rescale(0, 255)]
[Conv(32, 3), BatchNorm, PRelu]
[Dense(10), SoftmaxCrossEntropy]
public partial class IsMostlyDense;
