// DT1011: the peers get the same numbers, and they are scaled already. DT1008, DT1010: as published, with ReLU and without normalization.
#pragma warning disable DT1011, DT1008, DT1010

namespace DeepTricks.Dsl.Benchmarks.Networks;

/// <summary>
/// One Inception block in the numbers of GoogLeNet's (3a) (Szegedy et al. 2014, arxiv.org/abs/1409.4842), behind a convolution. Pools do not
/// pad here, so the convolution behind the pooled branch brings the size back.
/// </summary>
[Network(16, 16, 3)]
[Conv(192, 3, Stride = 2), Relu, Tap("x")]
[Conv(64, 1), Relu, Tap("one")]
[From("x"), Conv(96, 1), Relu, Conv(128, 3), Relu, Tap("three")]
[From("x"), Conv(16, 1), Relu, Conv(32, 5), Relu, Tap("five")]
[From("x"), MaxPool(3, Stride = 1), Conv(32, 3, Padding = 2), Relu, Tap("pooled")]
[Concat("one", "three", "five", "pooled"), GlobalAveragePool]
[Dense(10), SoftmaxCrossEntropy]
public partial class InceptionBlock;
