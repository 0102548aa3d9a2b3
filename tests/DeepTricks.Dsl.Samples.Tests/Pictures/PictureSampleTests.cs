using Residual;
using Shared;
using SqueezeNet;

namespace DeepTricks.Dsl.Samples.Tests.Pictures;

/// <summary>What samples/SqueezeNet and samples/Residual have in common.</summary>
public sealed class PictureSampleTests : IDisposable
{
    private static readonly string[] Short = ["--samples", "64", "--epochs", "1", "--threads", "2", "--plain"];
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_residual_network_is_trained_on_drawn_shapes()
    {
        var file = folder.File("model.safetensors");

        var result = RunResult.Of(ResidualSample.Sample, [.. Short, "--save", file]);

        Assert.Empty(result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("272474", result.Value("parameters"));
        Assert.Equal("drawn", result.Value("data"));
        Assert.Equal("64", result.Value("train_samples"));
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void SqueezeNet_is_trained_with_its_tricks_unless_the_user_says_so()
    {
        var result = RunResult.Of(SqueezeNetSample.Sample, [.. Short, "--save", folder.File("model.safetensors")]);

        Assert.Empty(result.Error);
        Assert.Equal("tricks", result.Value("form"));
        Assert.Equal("0.003", result.Value("learning_rate"));
    }

    [Fact]
    public void The_published_SqueezeNet_is_trained_where_the_user_wants_it()
    {
        var file = folder.File("model.safetensors");

        var result = RunResult.Of(SqueezeNetSample.Sample, [.. Short, "--form", "published", "--save", file]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("published", result.Value("form"));
        Assert.Equal("0.0003", result.Value("learning_rate"));
        Assert.Equal("727626", result.Value("parameters"));
    }

    [Fact]
    public void A_model_of_another_size_is_loaded_with_its_own()
    {
        var file = folder.File("model.safetensors");
        var trained = RunResult.Of(ResidualSample.Sample, [.. Short, "--size", "24", "--save", file]);

        var loaded = RunResult.Of(ResidualSample.Sample, "--load", file, "--samples", "64", "--plain");

        Assert.Empty(loaded.Error);
        Assert.Equal(trained.Value("test_accuracy"), loaded.Value("test_accuracy"));
        RunResult.Of(ResidualSample.Sample, "--load", file, "--size", "32").AssertIsOneSentenceWith("Input.Height", "24", "32");
    }

    [Fact]
    public void A_folder_of_images_of_any_size_is_learned_with_its_own_classes()
    {
        FillWithColors(images: 40);

        foreach (var (sample, size) in ((Sample, string)[])[(ResidualSample.Sample, "16"), (SqueezeNetSample.Sample, "24")])
        {
            string[] arguments = ["--data", folder.File("data"), "--size", size, "--batch", "8", "--epochs", "8", "--threads", "2"];
            var result = RunResult.Of(sample, [.. arguments, "--plain", "--save", folder.File("model.safetensors")]);

            Assert.Empty(result.Error);
            Assert.Equal("96", result.Value("train_samples"));
            Assert.Equal("24", result.Value("test_samples"));
            Assert.InRange(result.Number("test_accuracy"), 0.9, 1);
        }
    }

    [Fact]
    public void A_report_for_people_names_folder_and_classes()
    {
        FillWithColors(images: 5);

        string[] arguments = ["--data", folder.File("data"), "--size", "8", "--epochs", "1", "--threads", "2"];
        var result = RunResult.Of(ResidualSample.Sample, [.. arguments, "--save", folder.File("model.safetensors")]);

        Assert.Empty(result.Error);
        string[] parts = ["held out", folder.File("data"), "12 pictures to train", "3 new pictures", "what was seen", "blue", "green", "red"];
        Assert.All(parts, part => Assert.Contains(part, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_for_other_classes_is_refused()
    {
        var file = folder.File("model.safetensors");
        RunResult.Of(ResidualSample.Sample, [.. Short, "--save", file]);
        FillWithColors(images: 5);

        RunResult.Of(ResidualSample.Sample, "--load", file, "--data", folder.File("data")).AssertIsOneSentenceWith("model.safetensors", "10", "3");
    }

    [Theory]
    [InlineData("--size", "4")]
    [InlineData("--size", "large")]
    [InlineData("--form", "original")]
    public void A_wrong_value_is_named_with_its_option(string option, string value) =>
        RunResult.Of(SqueezeNetSample.Sample, option, value).AssertIsOneSentenceWith($"'{value}'", option);

    [Theory]
    [InlineData("--size", "32")]
    [InlineData("--form", "published")]
    public void Digits_have_neither_sizes_nor_forms(string option, string value) => RunResult.Of(option, value).AssertIsOneSentenceWith($"'{option}'");

    [Theory]
    [InlineData("Input.Channels=1")]
    [InlineData("Conv10.Filters=12")]
    public void The_pictures_channels_and_classes_are_not_up_for_change(string setting) =>
        RunResult.Of(SqueezeNetSample.Sample, "--set", setting, "--samples", "10").AssertIsOneSentenceWith(setting.Split('=')[0]);

    [Fact]
    public void A_picture_that_is_too_small_for_the_pools_is_explained() =>
        RunResult.Of(SqueezeNetSample.Sample, "--size", "8").AssertIsOneSentenceWith("pool");

    [Fact]
    public void A_missing_folder_is_named() =>
        RunResult.Of(ResidualSample.Sample, "--plain", "--data", folder.File("none")).AssertIsOneSentenceWith(folder.File("none"));

    [Fact]
    public void A_file_that_is_no_image_is_named()
    {
        FillWithColors(images: 6);
        var file = folder.Write("data/red/0.png", "no image");

        RunResult.Of(ResidualSample.Sample, "--plain", "--data", folder.File("data")).AssertIsOneSentenceWith(file);
    }

    [Fact]
    public void Help_names_every_option()
    {
        var result = RunResult.Of(SqueezeNetSample.Sample, "--help");

        Assert.Equal(0, result.ExitCode);
        string[] parts = ["--data", "DIR/train/CLASS/*", "--samples", "--form", "tricks|published", "--size", "default: 32", "--plain"];
        Assert.All(parts, part => Assert.Contains(part, result.Output, StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Classes that one look at a pixel tells apart, in images of various sizes and kinds.</summary>
    private void FillWithColors(int images)
    {
        for (var i = 0; i < images; i++)
        {
            var (low, high) = ((byte)(i * 3), (byte)(255 - (i * 3)));
            var name = FormattableString.Invariant($"{i}.{(i % 2 == 0 ? "png" : "jpg")}");
            ImageFiles.WritePlain(folder.File("data/red/" + name), 10 + i, 20, high, low, low);
            ImageFiles.WritePlain(folder.File("data/green/" + name), 20, 20, low, high, low);
            ImageFiles.WritePlain(folder.File("data/blue/" + name), 40, 20 + i, low, low, high);
        }
    }
}
