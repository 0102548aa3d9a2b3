namespace Shared;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A wrong option, value or file.</summary>
    public const int UserError = 2;

    /// <summary>Stopped by Ctrl+C: 128 plus the signal's number, as shells have it.</summary>
    public const int Stopped = 130;
}
