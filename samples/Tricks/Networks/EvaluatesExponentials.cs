using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1009: ELU between weights.</summary>
[Network(784)]
[Rescale(0, 255)]
[Dense(64), BatchNorm, Elu]
[Dense(10), SoftmaxCrossEntropy]
public partial class EvaluatesExponentials;
