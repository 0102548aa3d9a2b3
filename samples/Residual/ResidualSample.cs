using Shared;
using Shared.Pictures;

namespace Residual;

/// <summary>What this sample is.</summary>
internal static class ResidualSample
{
    /// <summary>The description.</summary>
    public static Sample Sample { get; } = new()
    {
        Purpose = "Trains a residual network of 20 layers to tell pictures apart, and shows how well it does.",
        Words = new Words(One: "picture", Many: "pictures", Class: "class", Recognized: "seen", Mistaken: "mistaken"),
        DataDescription = PictureSource.DataDescription,
        Open = options => new PictureSource(options),
        Forms =
        [
            NetworkForm.Of<ResNet20.Hyperparameters>(
                "published", (device, numbers, seed) => new ResNet20(device, numbers, seed), ResNet20.Load),
        ],
        ClassSetting = "Dense1.Units",
        DefaultSamples = 6000,
        DefaultEpochs = 5,
        DefaultBatchSize = 32,
        DefaultModelFile = "resnet20.safetensors",
        Sizes = new PictureSizes(Default: 32, SettingsAt: _ => []),
    };
}
