// DT1011: the peers get the same numbers, and they are scaled already. DT1008: the published network has ReLU.
#pragma warning disable DT1011, DT1008

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>
/// The residual network with 20 layers for CIFAR-10 (He et al. 2015, section 4.2, arxiv.org/abs/1512.03385), with 1x1 convolutions as the
/// shortcuts where the size changes (option B).
/// </summary>
[Network(32, 32, 3)]
[Conv(16, 3), BatchNorm, Relu, Tap("x1")]
[Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("x1"), Relu, Tap("x2")]
[Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("x2"), Relu, Tap("x3")]
[Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("x3"), Relu, Tap("x4")]
[Conv(32, 1, Stride = 2), BatchNorm, Tap("short4"), From("x4")]
[Conv(32, 3, Stride = 2), BatchNorm, Relu, Conv(32, 3), BatchNorm, Add("short4"), Relu, Tap("x5")]
[Conv(32, 3), BatchNorm, Relu, Conv(32, 3), BatchNorm, Add("x5"), Relu, Tap("x6")]
[Conv(32, 3), BatchNorm, Relu, Conv(32, 3), BatchNorm, Add("x6"), Relu, Tap("x7")]
[Conv(64, 1, Stride = 2), BatchNorm, Tap("short7"), From("x7")]
[Conv(64, 3, Stride = 2), BatchNorm, Relu, Conv(64, 3), BatchNorm, Add("short7"), Relu, Tap("x8")]
[Conv(64, 3), BatchNorm, Relu, Conv(64, 3), BatchNorm, Add("x8"), Relu, Tap("x9")]
[Conv(64, 3), BatchNorm, Relu, Conv(64, 3), BatchNorm, Add("x9"), Relu]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class ResNet20;
