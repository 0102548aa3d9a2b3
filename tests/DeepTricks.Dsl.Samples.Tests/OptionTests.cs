namespace DeepTricks.Dsl.Samples.Tests;

public class OptionTests
{
    [Theory]
    [InlineData("--epochs", "x")]
    [InlineData("--epochs", "0")]
    [InlineData("--epochs", "1.5")]
    [InlineData("--epochs", "99999999999")]
    [InlineData("--batch", "1")]
    [InlineData("--samples", "-5")]
    [InlineData("--samples", "3000000")]
    [InlineData("--threads", "0")]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "18446744073709551616")]
    [InlineData("--learning-rate", "0")]
    [InlineData("--learning-rate", "NaN")]
    [InlineData("--learning-rate", "Infinity")]
    [InlineData("--learning-rate", "0,5")]
    [InlineData("--optimizer", "adamx")]
    [InlineData("--optimizer", "1")]
    [InlineData("--schedule", "linear")]
    [InlineData("--set", "Conv1.Filters")]
    [InlineData("--set", "=48")]
    [InlineData("--save", " ")]
    [InlineData("--device", "gpu")]
    [InlineData("--device", "cuda:x")]
    public void A_wrong_value_is_named_with_its_option(string option, string value) =>
        RunResult.Of(option, value).AssertIsOneSentenceWith($"'{value}'", option);

    [Theory]
    [InlineData("--epoch")]
    [InlineData("--Epochs")]
    [InlineData("train")]
    public void An_unknown_option_is_named(string option) => RunResult.Of(option).AssertIsOneSentenceWith($"'{option}'", "--help");

    [Theory]
    [InlineData("--epochs")]
    [InlineData("--set")]
    [InlineData("--data")]
    public void A_missing_value_is_named(string option) => RunResult.Of(option).AssertIsOneSentenceWith(option);

    [Fact]
    public void An_option_given_twice_is_named() => RunResult.Of("--epochs", "1", "--epochs", "2").AssertIsOneSentenceWith("--epochs");

    [Fact]
    public void The_number_of_drawn_digits_does_not_go_with_a_data_folder() =>
        RunResult.Of("--data", "somewhere", "--samples", "100").AssertIsOneSentenceWith("--samples", "--data");

    [Fact]
    public void Nothing_is_saved_where_nothing_is_trained() =>
        RunResult.Of("--load", "model", "--save", "other").AssertIsOneSentenceWith("--load", "--save");

    [SkippableFact]
    public void A_device_that_is_not_there_is_one_sentence()
    {
        Skip.If(Device.All.Any(device => device.Kind == DeviceKind.Cuda), "this machine has such a device");
        RunResult.Of("--device", "cuda", "--samples", "20").AssertIsOneSentenceWith("CUDA");
    }

    [Fact]
    public void Devices_are_listed_by_the_names_that_the_option_takes()
    {
        var result = RunResult.Of("devices");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Device.All.Select(device => device.Id), result.Lines.Select(line => line.Split(' ')[0]));
        Assert.Equal(Device.Best.Id, Assert.Single(result.Lines, line => line.EndsWith("  best", StringComparison.Ordinal)).Split(' ')[0]);
    }

    [Fact]
    public void Help_names_every_option()
    {
        var result = RunResult.Of("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        string[] options =
        [
            "--data", "--samples", "--epochs", "--batch", "--seed", "--device", "--threads", "--optimizer", "--learning-rate", "--schedule", "--set",
            "--hyperparameters", "--load", "--save", "--plain",
        ];
        Assert.All(options, option => Assert.Contains(option, result.Output, StringComparison.Ordinal));
    }
}
