using Shared;
using Shared.Pictures;

namespace SqueezeNet;

/// <summary>What this sample is.</summary>
internal static class SqueezeNetSample
{
    // Of smaller pictures, a first step of two pixels leaves too few positions for three pools.
    private const int SmallPicture = 64;

    /// <summary>The description.</summary>
    public static Sample Sample { get; } = new()
    {
        Purpose = "Trains SqueezeNet v1.1 to tell pictures apart, and shows how well it does.",
        Words = new Words(One: "picture", Many: "pictures", Class: "class", Recognized: "seen", Mistaken: "mistaken"),
        DataDescription = PictureSource.DataDescription,
        Open = options => new PictureSource(options),
        Forms =
        [
            NetworkForm.Of<SqueezeNetWithTricks.Hyperparameters>(
                "tricks",
                (device, numbers, seed) => new SqueezeNetWithTricks(device, numbers, seed),
                SqueezeNetWithTricks.Load,
                learningRate: 0.003),

            // Without batch normalization, larger steps soon leave the last rectifier no value above zero: nothing is learned then.
            NetworkForm.Of<PublishedSqueezeNet.Hyperparameters>(
                "published",
                (device, numbers, seed) => new PublishedSqueezeNet(device, numbers, seed),
                PublishedSqueezeNet.Load,
                learningRate: 0.0003),
        ],
        ClassSetting = "Conv10.Filters",
        DefaultSamples = 6000,
        DefaultEpochs = 5,
        DefaultBatchSize = 32,
        DefaultModelFile = "squeezenet.safetensors",
        Sizes = new PictureSizes(Default: 32, SettingsAt: size => size < SmallPicture ? [new("Conv1.Stride", "1")] : []),
    };
}
