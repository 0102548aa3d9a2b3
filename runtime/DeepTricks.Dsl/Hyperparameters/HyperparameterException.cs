namespace DeepTricks.Dsl;

/// <summary>A hyperparameter that does not exist, has the wrong type or is out of its range. The message says which and what would be right.</summary>
public sealed class HyperparameterException : ArgumentException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">The hyperparameter as it was given: <c>Conv1.Filters</c>; empty if the whole text is wrong.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public HyperparameterException(string path, string message, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>The hyperparameter as it was given: <c>Conv1.Filters</c>; empty if the whole text is wrong.</summary>
    public string Path { get; }
}
