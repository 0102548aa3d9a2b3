namespace DeepTricks.Dsl;

/// <summary>Puts values side by side along the channels, in the order of their taps; all their other sizes are equal. The parts are made in place: nothing is copied.</summary>
/// <remarks>C. Szegedy et al., "Going Deeper with Convolutions", 2014.</remarks>
/// <param name="taps">The taps to join, in order; with a single one, its channels stand behind those of the value above.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute(params string[] taps) : JoinAttribute(taps);
