using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1012: More parameters than it may have.</summary>
[Network(784)]
[Budget(Parameters = 10_000)]
[Rescale(0, 255)]
[Dense(64), BatchNorm, PRelu]
[Dense(10), SoftmaxCrossEntropy]
public partial class ExceedsItsBudget;
