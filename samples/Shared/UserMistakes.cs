using DeepTricks.Dsl;

namespace Shared;

/// <summary>Tells the exceptions that the user can do something about, and puts them into one sentence.</summary>
internal static class UserMistakes
{
    /// <summary>Whether <paramref name="exception"/> comes from what the user asked for.</summary>
    public static bool Explains(Exception exception) => exception
        is UserErrorException
        or HyperparameterException
        or NetworkShapeException
        or SafetensorsException
        or WeightsMismatchException
        or DatasetException
        or IdxFormatException
        or TrainingDivergedException
        or DeviceNotFoundException
        or DeviceMemoryException
        or IOException
        or UnauthorizedAccessException;

    /// <summary>The message as one line that begins and ends as a sentence does.</summary>
    public static string Sentence(Exception exception)
    {
        if (exception is TrainingDivergedException diverged)
        {
            return FormattableString.Invariant(
                $"Training broke down in epoch {diverged.Epoch}, first in layer '{diverged.Layer}'; try a smaller --learning-rate.");
        }

        var lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sentence = string.Join("; ", lines.Select(line => line.TrimEnd('.', ';')));

        // Only a plain word is written large: the message may begin with a file's name.
        var word = sentence.Split(' ')[0];
        return (word.All(char.IsAsciiLetterLower) ? char.ToUpperInvariant(sentence[0]) + sentence[1..] : sentence) + ".";
    }
}
