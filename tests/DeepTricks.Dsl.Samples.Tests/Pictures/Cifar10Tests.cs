using Residual;

namespace DeepTricks.Dsl.Samples.Tests.Pictures;

/// <summary>A folder of photographs, where they are at hand: a part of CIFAR-10, since an epoch of all takes a minute and more.</summary>
public sealed class Cifar10Tests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public void A_part_of_CIFAR_10_is_read_and_learned_from()
    {
        var data = Find();
        Skip.If(data is null, "CIFAR-10 is not at hand: set DEEPTRICKS_CIFAR10 to its image folder, or put it into ../cifar10 beside the project");
        Copy(data!, "train", 60);
        Copy(data!, "test", 20);

        var result = RunResult.Of(
            ResidualSample.Sample, "--data", folder.Path, "--epochs", "2", "--threads", "2", "--plain", "--save", folder.File("model.safetensors"));

        Assert.Empty(result.Error);
        Assert.Equal("600", result.Value("train_samples"));
        Assert.Equal("200", result.Value("test_samples"));
        Assert.InRange(result.Number("test_accuracy"), 0.15, 1);
    }

    public void Dispose() => folder.Dispose();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("DEEPTRICKS_CIFAR10") is { Length: > 0 } given)
        {
            return given;
        }

        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var candidate = Path.Combine(parent.FullName, "cifar10");
            if (Directory.Exists(Path.Combine(candidate, "train")))
            {
                return candidate;
            }
        }

        return null;
    }

    private void Copy(string data, string part, int images)
    {
        foreach (var source in Directory.GetDirectories(Path.Combine(data, part)))
        {
            var target = folder.File(Path.Combine(part, Path.GetFileName(source)));
            Directory.CreateDirectory(target);
            foreach (var file in Directory.EnumerateFiles(source).Order(StringComparer.Ordinal).Take(images))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }
    }
}
