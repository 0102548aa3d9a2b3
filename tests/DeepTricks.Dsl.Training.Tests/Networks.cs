// DT1006, DT1011: random numbers around zero need no scaling, and every kind of activation is to be trained.
#pragma warning disable DT1006, DT1011

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>The multilayer perceptron of the benchmarks.</summary>
[Network(784)]
[Dense(512), BatchNorm, PRelu, Dropout(0.5)]
[Dense(512), BatchNorm, PRelu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public partial class Perceptron;

/// <summary>The network of the README.</summary>
[Network(28, 28, 1)]
[Rescale(0, 255)]
[Conv(32, 3), BatchNorm, MaxPool(2), PRelu]
[Conv(64, 3), BatchNorm, MaxPool(2), PRelu]
[Dense(256), BatchNorm, PRelu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public partial class DigitNet;

/// <summary>A small network of every kind of stage, for what does not need size.</summary>
[Network(8, 8, 2)]
[Conv(6, 3), BatchNorm, PRelu]
[AveragePool(2), Conv(5, 3, Stride = 2), Elu]
[Dense(12), BatchNorm, Tanh, Dropout(0.25)]
[Dense(3), SoftmaxCrossEntropy]
public partial class SmallNet;
