namespace DeepTricks.Dsl;

/// <summary>A data set contradicts itself, or does not fit the network that shall learn from it.</summary>
/// <param name="message">What is wrong, with the numbers on both sides.</param>
/// <param name="sampleIndex">The sample to blame, or -1.</param>
public sealed class DatasetException(string message, int sampleIndex = -1) : ArgumentException(message)
{
    /// <summary>Index of the first sample that is wrong, or -1 when it is the data set as a whole.</summary>
    public int SampleIndex { get; } = sampleIndex;
}
