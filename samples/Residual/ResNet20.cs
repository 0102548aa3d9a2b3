using DeepTricks.Dsl;

// DT1008: as published; the batch normalization before each rectifier keeps its units alive.
#pragma warning disable DT1008

namespace Residual;

/// <summary>
/// The residual network of 20 layers for small pictures: K. He et al., "Deep Residual Learning for Image Recognition", 2015, section 4.2.
/// Three stages of three blocks; the first block of the second and third stage halves the size and doubles the channels, and its shortcut is
/// a 1x1 convolution with batch normalization (the paper's option B, with 2,752 parameters more than option A, which pads the new channels
/// with zeros).
/// </summary>
[Network(32, 32, 3)]
[Rescale(0, 255)]
[Conv(16, 3), BatchNorm, Relu]
[Tap("in1"), Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("in1"), Relu]
[Tap("in2"), Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("in2"), Relu]
[Tap("in3"), Conv(16, 3), BatchNorm, Relu, Conv(16, 3), BatchNorm, Add("in3"), Relu]
[Tap("in4"), Conv(32, 1, Stride = 2), BatchNorm, Tap("short4")]
[From("in4"), Conv(32, 3, Stride = 2), BatchNorm, Relu, Conv(32, 3), BatchNorm, Add("short4"), Relu]
[Tap("in5"), Conv(32, 3), BatchNorm, Relu, Conv(32, 3), BatchNorm, Add("in5"), Relu]
[Tap("in6"), Conv(32, 3), BatchNorm, Relu, Conv(32, 3), BatchNorm, Add("in6"), Relu]
[Tap("in7"), Conv(64, 1, Stride = 2), BatchNorm, Tap("short7")]
[From("in7"), Conv(64, 3, Stride = 2), BatchNorm, Relu, Conv(64, 3), BatchNorm, Add("short7"), Relu]
[Tap("in8"), Conv(64, 3), BatchNorm, Relu, Conv(64, 3), BatchNorm, Add("in8"), Relu]
[Tap("in9"), Conv(64, 3), BatchNorm, Relu, Conv(64, 3), BatchNorm, Add("in9"), Relu]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class ResNet20;
