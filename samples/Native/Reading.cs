using System.Diagnostics;
using System.Globalization;
using DeepTricks.Dsl;
using Digits;
using Digits.Drawing;

namespace Native;

/// <summary>Reads drawn digits with a trained network, one by one, as a program that serves requests would.</summary>
internal static class Reading
{
    private const int Count = 1000;
    private const int Shown = 10;

    /// <summary>Loads a model and shows what it reads, how often that is right and how long it takes.</summary>
    /// <param name="modelFile">A file that <c>DigitNet.Save</c> wrote.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(string modelFile, TextWriter output)
    {
        using var network = DigitNet.Load(modelFile);
        if (network.InputLength != DigitArtist.Pixels)
        {
            throw new WeightsMismatchException("it reads other images than those of 28x28 pixels that are drawn here");
        }

        var (pixels, drawn) = DrawnDigits.Draw(Count, seed: 1);
        var image = new float[DigitArtist.Pixels];
        var probabilities = new float[network.OutputLength];
        var times = new TimeSpan[Count];
        int right = 0;
        for (int sample = 0; sample < Count; sample++)
        {
            for (int pixel = 0; pixel < image.Length; pixel++)
            {
                image[pixel] = pixels[(sample * image.Length) + pixel];
            }

            long start = Stopwatch.GetTimestamp();
            network.Predict(image, probabilities);
            times[sample] = Stopwatch.GetElapsedTime(start);

            int read = Array.IndexOf(probabilities, probabilities.Max());
            right += read == drawn[sample] ? 1 : 0;
            if (sample < Shown)
            {
                output.WriteLine(Text($"drawn {drawn[sample]}, read {read} ({probabilities[read]:P1})"));
            }
        }

        Array.Sort(times);
        output.WriteLine(Text($"right: {right} of {Count}"));
        output.WriteLine(Text($"median: {times[Count / 2].TotalMicroseconds:F0} microseconds a digit"));
        output.WriteLine(Text($"device: {network.Device}"));
    }

    /// <summary>Whether the user can mend it by naming another file.</summary>
    public static bool IsTheFilesFault(Exception exception) => exception
        is SafetensorsException
        or WeightsMismatchException
        or HyperparameterException
        or NetworkShapeException
        or IOException
        or UnauthorizedAccessException;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
