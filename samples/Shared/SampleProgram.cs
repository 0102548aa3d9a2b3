using Shared.Reports;

namespace Shared;

/// <summary>The program between its arguments and its exit code.</summary>
public static class SampleProgram
{
    /// <summary>Does what the shell's <paramref name="arguments"/> ask for, until the end or Ctrl+C.</summary>
    /// <returns>What the shell is told: see <see cref="ExitCode"/>.</returns>
    public static int Run(Sample sample, string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            // The training ends after the step it is at; a second Ctrl+C ends the program at once.
            press.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        return Run(sample, arguments, Console.Out, Console.Error, stop.Token);
    }

    /// <summary>Does what <paramref name="arguments"/> ask for.</summary>
    /// <param name="sample">Which sample it is.</param>
    /// <param name="arguments">The options.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="error">Where one sentence goes when something is wrong.</param>
    /// <param name="stop">Ends the training early.</param>
    /// <returns>What the shell is told: see <see cref="ExitCode"/>.</returns>
    public static int Run(Sample sample, string[] arguments, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            return new CommandLine(sample).Run(arguments, output, options =>
            {
                IReport report = options.Plain ? new PlainReport(output) : new RichReport(output, sample.Words);
                new Session(sample, options, report).Run(stop);
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
