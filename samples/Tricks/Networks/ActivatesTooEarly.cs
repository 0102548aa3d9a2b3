using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1007: The activation works on values that the pool drops.</summary>
[Network(28, 28, 1)]
[Rescale(0, 255)]
[Conv(32, 3), BatchNorm, LeakyRelu, MaxPool(2)]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class ActivatesTooEarly;
