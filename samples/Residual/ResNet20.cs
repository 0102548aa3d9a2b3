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
[Repeat(3), Basic(16)]
[Basic(32, 2), Repeat(2), Basic(32)]
[Basic(64, 2), Repeat(2), Basic(64)]
[GlobalAveragePool, Dense(10), SoftmaxCrossEntropy]
public partial class ResNet20;
