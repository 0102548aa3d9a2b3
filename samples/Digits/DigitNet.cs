using DeepTricks.Dsl;

// DT1014: the digits are small and centred, so that a weight for every position of the 7x7 map is worth its memory.
#pragma warning disable DT1014

namespace Digits;

/// <summary>Two convolutions and two dense layers: enough to read handwriting. The rest of the class is generated.</summary>
[Network(28, 28, 1)]
[Rescale(0, 255)]
[Conv(32, 3), BatchNorm, MaxPool(2), PRelu]
[Conv(64, 3), BatchNorm, MaxPool(2), PRelu]
[Dense(256), BatchNorm, PRelu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public partial class DigitNet;
