using DeepTricks.Dsl;

// DT1003: where every layer is normalized, the one dropout before the classifier, as published, is enough.
#pragma warning disable DT1003

namespace SqueezeNet;

/// <summary>
/// SqueezeNet v1.1 as the tricks have it: batch normalization behind every convolution but the last, PReLU with a small slope in place of
/// ReLU, behind the first pool rather than before it, and no rectifier on the answer. It bears ten times the learning rate of <see cref="PublishedSqueezeNet"/>.
/// </summary>
[Network(224, 224, 3)]
[Rescale(0, 255)]
[Conv(64, 3, Stride = 2, Padding = Padding.None), BatchNorm, MaxPool(3, Stride = 2), PRelu]
[Conv(16, 1, Name = "fire2Squeeze"), BatchNorm, PRelu, Tap("fire2s")]
[Conv(64, 1, Name = "fire2Expand1"), BatchNorm, PRelu, Tap("fire2e1")]
[From("fire2s"), Conv(64, 3, Name = "fire2Expand3"), BatchNorm, PRelu, Tap("fire2e3")]
[Concat("fire2e1", "fire2e3")]
[Conv(16, 1, Name = "fire3Squeeze"), BatchNorm, PRelu, Tap("fire3s")]
[Conv(64, 1, Name = "fire3Expand1"), BatchNorm, PRelu, Tap("fire3e1")]
[From("fire3s"), Conv(64, 3, Name = "fire3Expand3"), BatchNorm, PRelu, Tap("fire3e3")]
[Concat("fire3e1", "fire3e3")]
[MaxPool(3, Stride = 2)]
[Conv(32, 1, Name = "fire4Squeeze"), BatchNorm, PRelu, Tap("fire4s")]
[Conv(128, 1, Name = "fire4Expand1"), BatchNorm, PRelu, Tap("fire4e1")]
[From("fire4s"), Conv(128, 3, Name = "fire4Expand3"), BatchNorm, PRelu, Tap("fire4e3")]
[Concat("fire4e1", "fire4e3")]
[Conv(32, 1, Name = "fire5Squeeze"), BatchNorm, PRelu, Tap("fire5s")]
[Conv(128, 1, Name = "fire5Expand1"), BatchNorm, PRelu, Tap("fire5e1")]
[From("fire5s"), Conv(128, 3, Name = "fire5Expand3"), BatchNorm, PRelu, Tap("fire5e3")]
[Concat("fire5e1", "fire5e3")]
[MaxPool(3, Stride = 2)]
[Conv(48, 1, Name = "fire6Squeeze"), BatchNorm, PRelu, Tap("fire6s")]
[Conv(192, 1, Name = "fire6Expand1"), BatchNorm, PRelu, Tap("fire6e1")]
[From("fire6s"), Conv(192, 3, Name = "fire6Expand3"), BatchNorm, PRelu, Tap("fire6e3")]
[Concat("fire6e1", "fire6e3")]
[Conv(48, 1, Name = "fire7Squeeze"), BatchNorm, PRelu, Tap("fire7s")]
[Conv(192, 1, Name = "fire7Expand1"), BatchNorm, PRelu, Tap("fire7e1")]
[From("fire7s"), Conv(192, 3, Name = "fire7Expand3"), BatchNorm, PRelu, Tap("fire7e3")]
[Concat("fire7e1", "fire7e3")]
[Conv(64, 1, Name = "fire8Squeeze"), BatchNorm, PRelu, Tap("fire8s")]
[Conv(256, 1, Name = "fire8Expand1"), BatchNorm, PRelu, Tap("fire8e1")]
[From("fire8s"), Conv(256, 3, Name = "fire8Expand3"), BatchNorm, PRelu, Tap("fire8e3")]
[Concat("fire8e1", "fire8e3")]
[Conv(64, 1, Name = "fire9Squeeze"), BatchNorm, PRelu, Tap("fire9s")]
[Conv(256, 1, Name = "fire9Expand1"), BatchNorm, PRelu, Tap("fire9e1")]
[From("fire9s"), Conv(256, 3, Name = "fire9Expand3"), BatchNorm, PRelu, Tap("fire9e3")]
[Concat("fire9e1", "fire9e3")]
[Dropout(0.5)]
[Conv(1000, 1, Name = "conv10"), GlobalAveragePool, SoftmaxCrossEntropy]
public partial class SqueezeNetWithTricks;
