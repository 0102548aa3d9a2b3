namespace DeepTricks.Dsl;

/// <summary>A file's tensors or hyperparameters are not those of the network that shall take them.</summary>
/// <param name="message">All that differs, one difference a line.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class WeightsMismatchException(string message, Exception? innerException = null) : Exception(message, innerException);
