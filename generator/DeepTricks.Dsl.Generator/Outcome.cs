using System;

namespace DeepTricks.Dsl.Generator;

/// <summary>What a stage made, or why it failed: the generator never throws.</summary>
/// <param name="Value">The result, or null after a failure.</param>
/// <param name="Failure">What went wrong, or null.</param>
internal sealed record Outcome<T>(T? Value, string? Failure)
    where T : class;

/// <summary>Runs stages so that an unexpected exception becomes a failure; cancellation passes.</summary>
internal static class Outcome
{
    /// <summary>Runs a stage.</summary>
    public static Outcome<T> Of<T>(Func<T?> stage)
        where T : class
    {
        try
        {
            return new Outcome<T>(stage(), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new Outcome<T>(null, exception.GetType().Name + ": " + exception.Message.Replace("\r", "").Replace("\n", " "));
        }
    }

    /// <summary>Runs a stage on the result of another; a failure is passed on.</summary>
    public static Outcome<TNext> Then<T, TNext>(this Outcome<T> outcome, Func<T, TNext> stage)
        where T : class
        where TNext : class
        => outcome.Value is { } value ? Of(() => stage(value)) : new Outcome<TNext>(null, outcome.Failure);
}
