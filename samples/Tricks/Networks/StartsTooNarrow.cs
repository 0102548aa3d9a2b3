using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1013: Xavier on a convolution with a rectifier behind it.</summary>
[Network(28, 28, 1)]
[Rescale(0, 255)]
[Conv(32, 3, Init = Init.Xavier), BatchNorm, PRelu]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class StartsTooNarrow;
