using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1011: Numbers of 0 to 255 reach the weights.</summary>
[Network(784)]
[Dense(64), BatchNorm, PRelu]
[Dense(10), SoftmaxCrossEntropy]
public partial class ReadsRawPixels;
