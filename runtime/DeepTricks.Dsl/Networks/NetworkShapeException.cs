namespace DeepTricks.Dsl;

/// <summary>A network's sizes do not fit together. The message is the one that the compiler shows for the same declaration.</summary>
public sealed class NetworkShapeException(string message) : ArgumentException(message);
