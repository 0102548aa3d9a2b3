namespace DeepTricks.Dsl;

/// <summary>An IDX file is not what it should be.</summary>
public sealed class IdxFormatException : FormatException
{
    internal IdxFormatException(string file, string expected, string found, Exception? cause = null)
        : base($"{file}: expected {expected}, found {found}", cause)
    {
        File = file;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>What should stand there.</summary>
    public string Expected { get; }

    /// <summary>What stands there.</summary>
    public string Found { get; }
}
