namespace DeepTricks.Dsl.Training.Tests;

/// <summary>The README's network on the real handwritten digits, where they are at hand.</summary>
public sealed class MnistTests
{
    // One epoch stays within CI's time on two cores; the README has the figures of three and of ten.
    [SkippableFact]
    public void One_epoch_reaches_97_percent()
    {
        string? folder = Folder();
        Skip.If(folder is null, "MNIST is not at hand: set DEEPTRICKS_MNIST, or put it into ../shared/data/mnist beside the project");
        var (train, test) = Mnist.Load(folder!);
        using var network = new DigitNet(seed: 1);
        var trainer = new Trainer<DigitNet>(network) { Epochs = 1, BatchSize = 128 };
        trainer.Fit(train);
        Assert.True(trainer.Evaluate(test).Accuracy >= 0.97);
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("DEEPTRICKS_MNIST") is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "mnist");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
