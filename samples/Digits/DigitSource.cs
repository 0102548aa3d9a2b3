using DeepTricks.Dsl;
using DeepTricks.Dsl.Shapes;
using Digits.Drawing;
using Shared;

namespace Digits;

/// <summary>Where the digits come from: MNIST's files, or the sample's own drawing.</summary>
internal sealed class DigitSource(Options options) : ISampleSource
{
    // The test digits are the same for every seed, so that the accuracies of different runs can be compared.
    private const ulong TestSeed = 0x7E57_D161_7500_0000;

    private static readonly SampleShape Shape = SampleShape.Image(DigitArtist.Size, DigitArtist.Size, 1);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public void CheckInput(SampleShape input)
    {
        if (input != Shape)
        {
            throw new UserErrorException("Input.Height, Input.Width and Input.Channels must stay 28, 28 and 1, as the digits have.");
        }
    }

    /// <inheritdoc/>
    public (Dataset Training, Dataset Test) Read(SampleShape input, Action<string> say, CancellationToken stop)
    {
        if (options.DataFolder is { } folder)
        {
            say($"Reading MNIST's digits from {folder}");
            var sets = Mnist.Load(folder);
            return sets.Training.Count >= 2
                ? sets
                : throw new UserErrorException($"There is only one digit to train with in {folder}, but it takes two at least.");
        }

        var testCount = Math.Clamp(options.Samples / 3, 1000, 10_000);
        say(FormattableString.Invariant($"Drawing {options.Samples:N0} digits to train and {testCount:N0} to test with"));
        return (Draw(options.Samples, options.Seed, stop), Draw(testCount, TestSeed, stop));
    }

    private Dataset Draw(int count, ulong seed, CancellationToken stop)
    {
        var (pixels, labels) = DrawnDigits.Draw(count, seed, options.Threads, stop);
        return Dataset.FromBytes(pixels, Shape, labels);
    }
}
