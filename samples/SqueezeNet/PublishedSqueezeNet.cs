using DeepTricks.Dsl;

// The published form is kept as it is, so that its weights can be compared.
// DT1003: one dropout, before the classifier. DT1007: rectifiers in front of pools, with the same result.
// DT1008: rectifiers without a slope. DT1010: no batch normalization.
#pragma warning disable DT1003, DT1007, DT1008, DT1010

namespace SqueezeNet;

/// <summary>
/// SqueezeNet v1.1: F. N. Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and &lt;0.5MB model size", 2016,
/// and the authors' later release. 1,235,496 parameters at 1000 classes.
/// </summary>
/// <remarks>
/// The original's pools round sizes up where a part of a window is left over (PyTorch's <c>ceil_mode</c>), the ones here round down. At
/// 224x224 nothing is left over, so that both are the same; at 227x227 the maps behind the pools are 56, 27 and 13 here, but 56, 28 and 14
/// there. The original subtracts the mean of each colour where <c>Rescale</c> maps to [-1, +1].
/// </remarks>
[Network(224, 224, 3)]
[Rescale(0, 255)]
[Conv(64, 3, Stride = 2, Padding = Padding.None), Relu, MaxPool(3, Stride = 2)]
[Conv(16, 1, Name = "fire2Squeeze"), Relu, Tap("fire2s")]
[Conv(64, 1, Name = "fire2Expand1"), Relu, Tap("fire2e1")]
[From("fire2s"), Conv(64, 3, Name = "fire2Expand3"), Relu, Tap("fire2e3")]
[Concat("fire2e1", "fire2e3")]
[Conv(16, 1, Name = "fire3Squeeze"), Relu, Tap("fire3s")]
[Conv(64, 1, Name = "fire3Expand1"), Relu, Tap("fire3e1")]
[From("fire3s"), Conv(64, 3, Name = "fire3Expand3"), Relu, Tap("fire3e3")]
[Concat("fire3e1", "fire3e3")]
[MaxPool(3, Stride = 2)]
[Conv(32, 1, Name = "fire4Squeeze"), Relu, Tap("fire4s")]
[Conv(128, 1, Name = "fire4Expand1"), Relu, Tap("fire4e1")]
[From("fire4s"), Conv(128, 3, Name = "fire4Expand3"), Relu, Tap("fire4e3")]
[Concat("fire4e1", "fire4e3")]
[Conv(32, 1, Name = "fire5Squeeze"), Relu, Tap("fire5s")]
[Conv(128, 1, Name = "fire5Expand1"), Relu, Tap("fire5e1")]
[From("fire5s"), Conv(128, 3, Name = "fire5Expand3"), Relu, Tap("fire5e3")]
[Concat("fire5e1", "fire5e3")]
[MaxPool(3, Stride = 2)]
[Conv(48, 1, Name = "fire6Squeeze"), Relu, Tap("fire6s")]
[Conv(192, 1, Name = "fire6Expand1"), Relu, Tap("fire6e1")]
[From("fire6s"), Conv(192, 3, Name = "fire6Expand3"), Relu, Tap("fire6e3")]
[Concat("fire6e1", "fire6e3")]
[Conv(48, 1, Name = "fire7Squeeze"), Relu, Tap("fire7s")]
[Conv(192, 1, Name = "fire7Expand1"), Relu, Tap("fire7e1")]
[From("fire7s"), Conv(192, 3, Name = "fire7Expand3"), Relu, Tap("fire7e3")]
[Concat("fire7e1", "fire7e3")]
[Conv(64, 1, Name = "fire8Squeeze"), Relu, Tap("fire8s")]
[Conv(256, 1, Name = "fire8Expand1"), Relu, Tap("fire8e1")]
[From("fire8s"), Conv(256, 3, Name = "fire8Expand3"), Relu, Tap("fire8e3")]
[Concat("fire8e1", "fire8e3")]
[Conv(64, 1, Name = "fire9Squeeze"), Relu, Tap("fire9s")]
[Conv(256, 1, Name = "fire9Expand1"), Relu, Tap("fire9e1")]
[From("fire9s"), Conv(256, 3, Name = "fire9Expand3"), Relu, Tap("fire9e3")]
[Concat("fire9e1", "fire9e3")]
[Dropout(0.5)]
[Conv(1000, 1, Name = "conv10", Init = Init.Gaussian, Deviation = 0.01), Relu, GlobalAveragePool, SoftmaxCrossEntropy]
public partial class PublishedSqueezeNet;
