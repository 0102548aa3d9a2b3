namespace DeepTricks.Dsl;

/// <summary>Multiplies values of one shape, as gates do.</summary>
/// <remarks>R. Srivastava et al., "Highway Networks", 2015.</remarks>
/// <param name="taps">The taps to multiply; the value above is multiplied by a single one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MultiplyAttribute(params string[] taps) : JoinAttribute(taps);
