using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1008: ReLU between weights.</summary>
[Network(784)]
[Rescale(0, 255)]
[Dense(64), BatchNorm, Relu]
[Dense(10), SoftmaxCrossEntropy]
public partial class MayDie;
