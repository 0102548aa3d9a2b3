using DeepTricks.Dsl;

namespace SqueezeNet;

/// <summary>A fire module as published: few channels see all, and are seen by many, half of these at a glance of 1x1, half of 3x3.</summary>
/// <param name="squeeze">The few.</param>
/// <param name="expand">Half of the many.</param>
[Conv(nameof(squeeze), 1), Relu, Tap("squeezed")]
[Conv(nameof(expand), 1), Relu, Tap("narrow")]
[From("squeezed"), Conv(nameof(expand), 3), Relu, Tap("wide")]
[Concat("narrow", "wide")]
public sealed class PublishedFireAttribute(int squeeze, int expand) : BlockAttribute;
