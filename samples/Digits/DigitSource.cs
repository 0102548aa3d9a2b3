using DeepTricks.Dsl;
using DeepTricks.Dsl.Shapes;
using Digits.Drawing;
using Digits.Reports;

namespace Digits;

/// <summary>Where the digits come from: MNIST's files, or the sample's own drawing.</summary>
internal static class DigitSource
{
    // The test digits are the same for every seed, so that the accuracies of different runs can be compared.
    private const ulong TestSeed = 0x7E57_D161_7500_0000;

    /// <summary>Reads or draws digits to train and to test with.</summary>
    public static (Dataset Training, Dataset Test) Read(Options options, IReport report)
    {
        if (options.DataFolder is { } folder)
        {
            report.Say($"Reading MNIST's digits from {folder}");
            var sets = Mnist.Load(folder);
            return sets.Training.Count >= 2
                ? sets
                : throw new UserErrorException($"There is only one digit to train with in {folder}, but it takes two at least.");
        }

        var testCount = Math.Clamp(options.Samples / 3, 1000, 10_000);
        report.Say(FormattableString.Invariant($"Drawing {options.Samples:N0} digits to train and {testCount:N0} to test with"));
        return (Draw(options.Samples, options.Seed, options.Threads), Draw(testCount, TestSeed, options.Threads));
    }

    private static Dataset Draw(int count, ulong seed, int threads)
    {
        var (pixels, labels) = DrawnDigits.Draw(count, seed, threads);
        return Dataset.FromBytes(pixels, SampleShape.Image(DigitArtist.Size, DigitArtist.Size, 1), labels);
    }
}
