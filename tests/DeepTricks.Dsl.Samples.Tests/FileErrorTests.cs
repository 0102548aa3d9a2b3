namespace DeepTricks.Dsl.Samples.Tests;

public sealed class FileErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_missing_data_folder() =>
        RunResult.Of("--plain", "--data", folder.File("none")).AssertIsOneSentenceWith(folder.File("none"));

    [Fact]
    public void A_data_folder_without_digits() =>
        RunResult.Of("--plain", "--data", folder.Path).AssertIsOneSentenceWith(folder.Path);

    [Fact]
    public void A_damaged_data_file()
    {
        string[] names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
        foreach (var name in names)
        {
            folder.Write(name, "not digits");
        }

        RunResult.Of("--plain", "--data", folder.Path).AssertIsOneSentenceWith("-ubyte");
    }

    [Fact]
    public void A_missing_model() =>
        RunResult.Of("--load", folder.File("none.safetensors")).AssertIsOneSentenceWith("none.safetensors");

    [Fact]
    public void A_damaged_model()
    {
        var file = folder.Write("model.safetensors", "not a model");

        RunResult.Of("--load", file, "--samples", "10").AssertIsOneSentenceWith("model.safetensors");
    }

    [Fact]
    public void A_folder_to_save_in_that_does_not_exist() =>
        RunResult.Of("--save", folder.File("none/model.safetensors")).AssertIsOneSentenceWith(folder.File("none"));

    [Fact]
    public void A_folder_in_place_of_the_file_to_save() => RunResult.Of("--save", folder.Path).AssertIsOneSentenceWith(folder.Path);

    [Fact]
    public void A_missing_file_of_hyperparameters() =>
        RunResult.Of("--hyperparameters", folder.File("none.json")).AssertIsOneSentenceWith("none.json");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"Conv9\": {\"Filters\": 48}}")]
    [InlineData("{\"Conv1\": {\"Filters\": \"many\"}}")]
    [InlineData("{\"Conv1\": {\"Filters\": 0}}")]
    public void A_wrong_file_of_hyperparameters(string json) =>
        RunResult.Of("--hyperparameters", folder.Write("net.json", json)).AssertIsOneSentenceWith("net.json");

    public void Dispose() => folder.Dispose();
}
