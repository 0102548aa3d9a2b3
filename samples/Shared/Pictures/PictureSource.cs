using DeepTricks.Dsl;
using DeepTricks.Dsl.Shapes;
using Shared.Drawing;
using Shared.Pictures.Drawing;

namespace Shared.Pictures;

/// <summary>Where coloured pictures come from: a folder of images, or the sample's own drawing of ten shapes.</summary>
public sealed class PictureSource(Options options) : ISampleSource
{
    /// <summary>What <c>--data</c> reads, for <c>--help</c>.</summary>
    public const string DataDescription =
        "Train on this folder's images: DIR/train/CLASS/* and DIR/test/CLASS/*, or DIR/CLASS/* (default: on shapes drawn here)";

    /// <summary>Red, green and blue.</summary>
    internal const int Channels = 3;

    // The test pictures are the same for every seed, so that the accuracies of different runs can be compared.
    private const ulong TestSeed = 0x7E57_5A4E_E500_0000;

    private readonly ImageFolder? folder = options.DataFolder is { } path ? ImageFolder.Find(path) : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => folder?.Classes ?? ShapeCatalog.Names;

    /// <inheritdoc/>
    public void CheckInput(SampleShape input)
    {
        if (input.Channels != Channels)
        {
            throw new UserErrorException("Input.Channels must stay 3: the pictures are red, green and blue.");
        }
    }

    /// <inheritdoc/>
    public (Dataset Training, Dataset Test) Read(SampleShape input, Action<string> say, CancellationToken stop)
    {
        if (folder is not null)
        {
            var (training, test) = (folder.Training, folder.Test);
            var heldOut = folder.IsHeldOut ? " (a fifth of every class, held out)" : string.Empty;
            say(FormattableString.Invariant(
                $"Reading {training.Count:N0} pictures to train and {test.Count:N0} to test with{heldOut} from {folder.Path}"));
            return (Read(training, input, stop), Read(test, input, stop));
        }

        var testCount = Math.Clamp(options.Samples / 3, 200, 2000);
        PictureReader.CheckThatFits(Math.Max(options.Samples, testCount), input);
        say(FormattableString.Invariant(
            $"Drawing {options.Samples:N0} pictures to train and {testCount:N0} to test with"));
        return (Draw(options.Samples, options.Seed, input, stop), Draw(testCount, TestSeed, input, stop));
    }

    private Dataset Read(IReadOnlyList<LabelledFile> pictures, SampleShape input, CancellationToken stop) =>
        PictureReader.Read(pictures, input, options.Threads, stop);

    private Dataset Draw(int count, ulong seed, SampleShape input, CancellationToken stop)
    {
        var (pixels, labels) = DrawnSet.Draw(
            () => new PictureArtist(input.Height, input.Width), (int)input.Count, count, seed, options.Threads, stop);
        return Dataset.FromBytes(pixels, input, labels);
    }
}
