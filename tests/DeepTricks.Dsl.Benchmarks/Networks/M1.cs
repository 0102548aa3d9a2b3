// DT1011: the peers get the same numbers, and they are scaled already.
#pragma warning disable DT1011

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>The multilayer perceptron of the comparison: 784-512-512-10.</summary>
[Network(784)]
[Dense(512), BatchNorm, PRelu, Dropout(0.5)]
[Dense(512), BatchNorm, PRelu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public partial class M1;
