using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1010: No batch normalization between weights.</summary>
[Network(784)]
[Rescale(0, 255)]
[Dense(64), PRelu]
[Dense(10), SoftmaxCrossEntropy]
public partial class Drifts;
