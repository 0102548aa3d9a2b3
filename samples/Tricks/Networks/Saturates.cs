using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1006: A sigmoid between weights.</summary>
[Network(784)]
[Rescale(0, 255)]
[Dense(64), BatchNorm, Sigmoid]
[Dense(10), SoftmaxCrossEntropy]
public partial class Saturates;
