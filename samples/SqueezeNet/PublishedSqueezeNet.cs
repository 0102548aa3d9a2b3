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
[PublishedFire(16, 64, Name = "fire2"), PublishedFire(16, 64, Name = "fire3"), MaxPool(3, Stride = 2)]
[PublishedFire(32, 128, Name = "fire4"), PublishedFire(32, 128, Name = "fire5"), MaxPool(3, Stride = 2)]
[PublishedFire(48, 192, Name = "fire6"), PublishedFire(48, 192, Name = "fire7")]
[PublishedFire(64, 256, Name = "fire8"), PublishedFire(64, 256, Name = "fire9"), Dropout(0.5)]
[Conv(1000, 1, Name = "conv10", Init = Init.Gaussian, Deviation = 0.01), Relu, GlobalAveragePool, SoftmaxCrossEntropy]
public partial class PublishedSqueezeNet;
