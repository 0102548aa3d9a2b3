namespace DeepTricks.Dsl;

/// <summary>A <c>.safetensors</c> file is damaged, hostile, or holds what can't be read as floats.</summary>
public sealed class SafetensorsException : FormatException
{
    internal SafetensorsException(string file, string problem, Exception? cause = null)
        : base($"{file}: {problem}", cause)
    {
        File = file;
    }

    /// <summary>The file.</summary>
    public string File { get; }
}
