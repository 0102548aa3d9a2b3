using Digits.Reports;

namespace Digits;

/// <summary>The program between its arguments and its exit code.</summary>
internal static class DigitsProgram
{
    /// <summary>Does what <paramref name="arguments"/> ask for.</summary>
    /// <param name="arguments">The options.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="error">Where one sentence goes when something is wrong.</param>
    /// <param name="stop">Ends the training early.</param>
    /// <returns>What the shell is told: see <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            return new CommandLine().Run(arguments, output, options =>
            {
                IReport report = options.Plain ? new PlainReport(output) : new RichReport(output);
                new Session(options, report).Run(stop);
                return ExitCode.Success;
            });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            error.WriteLine("Stopped before the end; nothing was saved.");
            return ExitCode.Stopped;
        }
        catch (Exception exception) when (UserMistakes.Explains(exception))
        {
            error.WriteLine(UserMistakes.Sentence(exception));
            return ExitCode.UserError;
        }
    }
}
