// DT1011: the peers get the same numbers, and they are scaled already.
#pragma warning disable DT1011

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>The convolutional network of the comparison, for images of 28x28 gray pixels.</summary>
[Network(28, 28, 1)]
[Conv(32, 3), BatchNorm, MaxPool(2), PRelu]
[Conv(64, 3), BatchNorm, MaxPool(2), PRelu]
[Dense(256), BatchNorm, PRelu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public partial class M2;
