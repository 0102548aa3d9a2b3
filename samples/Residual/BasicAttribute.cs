using DeepTricks.Dsl;

namespace Residual;

/// <summary>
/// Two convolutions whose result is added to what they started from. Where they change its size, the shortcut is a 1x1 convolution that
/// does so too (the paper's option B).
/// </summary>
/// <param name="filters">Channels of the output; those of the input, too, where the stride is 1.</param>
/// <param name="stride">Stride of the first convolution.</param>
[Tap("input")]
[Conv(nameof(filters), 3, Stride = nameof(stride)), BatchNorm, Relu, Conv(nameof(filters), 3), BatchNorm, Tap("residual", When = "stride > 1")]
[From("input", When = "stride > 1"), Conv(nameof(filters), 1, Stride = nameof(stride), When = "stride > 1"), BatchNorm(When = "stride > 1")]
[Add("residual", When = "stride > 1"), Add("input", When = "stride == 1"), Relu]
public sealed class BasicAttribute(int filters, int stride = 1) : BlockAttribute;
