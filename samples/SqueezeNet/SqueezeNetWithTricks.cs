using DeepTricks.Dsl;

// DT1003: where every layer is normalized, the one dropout before the classifier, as published, is enough.
#pragma warning disable DT1003

namespace SqueezeNet;

/// <summary>
/// SqueezeNet v1.1 as the tricks have it: batch normalization behind every convolution but the last, PReLU with a small slope in place of
/// ReLU, behind the first pool rather than before it, and no rectifier on the answer. It bears ten times the learning rate of
/// <see cref="PublishedSqueezeNet"/>.
/// </summary>
[Network(224, 224, 3)]
[Rescale(0, 255)]
[Conv(64, 3, Stride = 2, Padding = Padding.None), BatchNorm, MaxPool(3, Stride = 2), PRelu]
[Fire(16, 64, Name = "fire2"), Fire(16, 64, Name = "fire3"), MaxPool(3, Stride = 2)]
[Fire(32, 128, Name = "fire4"), Fire(32, 128, Name = "fire5"), MaxPool(3, Stride = 2)]
[Fire(48, 192, Name = "fire6"), Fire(48, 192, Name = "fire7")]
[Fire(64, 256, Name = "fire8"), Fire(64, 256, Name = "fire9"), Dropout(0.5)]
[Conv(1000, 1, Name = "conv10"), GlobalAveragePool, SoftmaxCrossEntropy]
public partial class SqueezeNetWithTricks;
