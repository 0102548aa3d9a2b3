namespace DeepTricks.Dsl;

/// <summary>Adds values of one shape.</summary>
/// <remarks>K. He et al., "Deep Residual Learning for Image Recognition", 2015.</remarks>
/// <param name="taps">The taps to add; a single one is added to the value above.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AddAttribute(params string[] taps) : JoinAttribute(taps);
