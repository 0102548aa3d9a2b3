using Digits;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The training ends after the step it is at; a second Ctrl+C ends the program at once.
    press.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
return DigitsProgram.Run(args, Console.Out, Console.Error, stop.Token);
