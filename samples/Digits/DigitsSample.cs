using Shared;

namespace Digits;

/// <summary>What this sample is.</summary>
internal static class DigitsSample
{
    /// <summary>The description.</summary>
    public static Sample Sample { get; } = new()
    {
        Purpose = "Trains a small network to read handwritten digits, and shows how well it does.",
        Words = new Words(One: "digit", Many: "digits", Class: "digit", Recognized: "read", Mistaken: "misread"),
        DataDescription = "Train on MNIST's four IDX files in this folder, plain or .gz (default: on digits drawn here)",
        Open = options => new DigitSource(options),
        Forms =
        [
            NetworkForm.Of<DigitNet.Hyperparameters>(
                "digits", (device, numbers, seed) => new DigitNet(device, numbers, seed), DigitNet.Load),
        ],
        ClassSetting = "Dense2.Units",

        // Half a minute on two cores.
        DefaultSamples = 30_000,
        DefaultEpochs = 5,
        DefaultBatchSize = 128,
        DefaultModelFile = "digits.safetensors",
    };
}
