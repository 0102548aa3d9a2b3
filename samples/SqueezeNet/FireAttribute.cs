using DeepTricks.Dsl;

namespace SqueezeNet;

/// <summary>A fire module as the tricks have it: batch normalization behind every convolution, and slopes that are learned.</summary>
/// <param name="squeeze">Channels that see all of the input.</param>
/// <param name="expand">Channels of either half of the output.</param>
[Conv(nameof(squeeze), 1), BatchNorm, PRelu, Tap("squeezed")]
[Conv(nameof(expand), 1), BatchNorm, PRelu, Tap("narrow")]
[From("squeezed"), Conv(nameof(expand), 3), BatchNorm, PRelu, Tap("wide")]
[Concat("narrow", "wide")]
public sealed class FireAttribute(int squeeze, int expand) : BlockAttribute;
