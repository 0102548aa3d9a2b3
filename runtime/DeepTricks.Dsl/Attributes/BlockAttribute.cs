namespace DeepTricks.Dsl;

/// <summary>
/// The base of blocks: attributes that carry layers. A block is a sealed class with the layers as its own attributes, in order, and with its parameters (int,
/// double or bool, defaults allowed) in its primary constructor. Where it is used, its layers stand in its place.
/// </summary>
/// <remarks>
/// Numbers of the layers may be expressions over the parameters: <c>[Conv(nameof(expand), 3)]</c>, <c>Stride = "2 * stride"</c>. A block that is used in another with
/// expressions needs a second constructor that takes them, as <c>public FireAttribute(object squeeze, object expand) : this(0, 0) { }</c>. Taps are the block's own.
/// </remarks>
/// <example>
/// <code>
/// [Conv(nameof(squeeze), 1), BatchNorm, PRelu, Tap("s")]
/// [Conv(nameof(expand), 1), BatchNorm, PRelu, Tap("e1")]
/// [From("s"), Conv(nameof(expand), 3), BatchNorm, PRelu, Tap("e3")]
/// [Concat("e1", "e3")]
/// public sealed class FireAttribute(int squeeze, int expand) : BlockAttribute;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class BlockAttribute : PartAttribute
{
    /// <summary>
    /// The name of this use: it stands in front of the names of its layers in files (<c>fire1.conv1.weight</c>) and is the hyperparameter group of its parameters
    /// (<c>Fire1.Squeeze</c>). Without it the uses of a block are numbered: <c>fire1</c>, <c>fire2</c>.
    /// </summary>
    public string? Name { get; set; }
}
