using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class NetworkFilesTests
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Fact]
    public void A_network_comes_back_as_it_was_saved()
    {
        using var folder = new TemporaryFolder();
        using var saved = new TinyNetwork(Declared(), seed: 1);
        using var loaded = new TinyNetwork(Declared(), seed: 2);
        Assert.NotEqual(saved.AllValues(), loaded.AllValues());
        saved.Save(folder["net"]);
        loaded.LoadWeights(folder["net"]);
        Assert.Equal(saved.AllValues(), loaded.AllValues());
        Assert.Equal(saved.Predict([1, 2, 3, 4]), loaded.Predict([1, 2, 3, 4]));
        Assert.Equal(["net"], folder.Files);
    }

    [Fact]
    public void Prediction_follows_loaded_weights_even_if_it_ran_before()
    {
        using var folder = new TemporaryFolder();
        using var saved = new TinyNetwork(Declared(), seed: 1);
        using var loaded = new TinyNetwork(Declared(), seed: 2);
        loaded.Predict([1, 2, 3, 4]);
        saved.Save(folder["net"]);
        loaded.LoadWeights(folder["net"]);
        Assert.Equal(saved.Predict([1, 2, 3, 4]), loaded.Predict([1, 2, 3, 4]));
    }

    [Fact]
    public void The_file_names_the_network_and_its_hyperparameters_as_built()
    {
        using var folder = new TemporaryFolder();
        var hyperparameters = TinySpecs.Hyperparameters(Declared());
        hyperparameters.Set("Dense1.Units", "5");
        using var network = new TinyNetwork(Declared(), hyperparameters);
        hyperparameters.Set("Dense1.Units", "7");
        network.Save(folder["net"]);
        using var file = SafetensorsFile.Open(folder["net"]);
        Assert.Equal(("deeptricks.dsl", "TinyNet"), (file.Metadata["format"], file.Metadata["network"]));
        Assert.Equal(["dense1.weight", "dense1.bias"], file.Tensors.Select(t => t.Name));
        Assert.Equal([5L, 4L], file.Find("dense1.weight")!.Dimensions);
        var read = NetworkFiles.ReadHyperparameters(folder["net"], TinySpecs.Hyperparameters(Declared()));
        Assert.Equal(5, read.Values[read.Descriptors.ToList().FindIndex(d => d.Path == "Dense1.Units")]);
    }

    [Fact]
    public void Another_networks_shapes_are_both_named_and_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        using var small = new TinyNetwork(Declared(units: 3));
        using var large = new TinyNetwork(Declared(units: 5));
        small.Save(folder["net"]);
        float[] before = large.AllValues();
        var exception = Assert.Throws<WeightsMismatchException>(() => large.LoadWeights(folder["net"]));
        Assert.Contains("'dense1.weight' is 5x4 in the network and 3x4 in the file", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'dense1.bias' is 5 in the network and 3 in the file", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Dense1.Units is 5 in the network and 3 in the file", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, large.AllValues());
    }

    [Fact]
    public void Missing_and_unexpected_tensors_are_listed_and_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        using var network = new TinyNetwork(Declared());
        SafetensorsFile.Write(
            folder["net"],
            [new("dense1.weight", EquatableArray.Of(3, 4), new float[12]), new("dense9.bias", EquatableArray.Of(2), new float[2])],
            NoMetadata);
        float[] before = network.AllValues();
        var exception = Assert.Throws<WeightsMismatchException>(() => network.LoadWeights(folder["net"]));
        Assert.Contains("the file lacks 'dense1.bias' (3)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the network has no 'dense9.bias' (2)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.AllValues());
    }

    [Fact]
    public void A_rate_that_contradicts_the_file_is_an_error()
    {
        using var folder = new TemporaryFolder();
        using var saved = new TinyNetwork(Declared(smoothing: 0.1));
        using var other = new TinyNetwork(Declared(smoothing: 0.2));
        saved.Save(folder["net"]);
        float[] before = other.AllValues();
        var exception = Assert.Throws<WeightsMismatchException>(() => other.LoadWeights(folder["net"]));
        Assert.Contains("Loss1.Smoothing is 0.2 in the network and 0.1 in the file", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.AllValues());
    }

    [Fact]
    public void A_file_without_metadata_such_as_pytorchs_is_taken_by_its_tensors()
    {
        using var folder = new TemporaryFolder();
        using var network = new TinyNetwork(Declared());
        float[] weights = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        byte[] file = SafetensorsBytes.Of(
            """{"dense1.bias":{"dtype":"F32","shape":[3],"data_offsets":[8,20]},"dense1.weight":{"dtype":"F32","shape":[3,4],"data_offsets":[20,68]},"bn1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""",
            [.. new byte[8], .. SafetensorsBytes.Floats([7, 8, 9, .. weights])]);
        File.WriteAllBytes(folder["net"], file);
        network.LoadWeights(folder["net"]);
        Assert.Equal([.. weights, 7, 8, 9], network.AllValues());
        var untouched = TinySpecs.Hyperparameters(Declared());
        Assert.Equal(TinySpecs.Hyperparameters(Declared()).Values, NetworkFiles.ReadHyperparameters(folder["net"], untouched).Values);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"Conv7":{"Filters":3}}""")]
    [InlineData("""{"Dense1":{"Units":-3}}""")]
    [InlineData("""{"Dense1":{"Units":"3"}}""")]
    public void Hyperparameters_of_another_network_are_refused(string json)
    {
        using var folder = new TemporaryFolder();
        using var network = new TinyNetwork(Declared());
        SafetensorsFile.Write(
            folder["net"],
            [new("dense1.weight", EquatableArray.Of(3, 4), new float[12]), new("dense1.bias", EquatableArray.Of(3), new float[3])],
            new Dictionary<string, string> { ["hyperparameters"] = json, ["network"] = "OtherNet" });
        float[] before = network.AllValues();
        Assert.Contains("OtherNet", Assert.Throws<WeightsMismatchException>(() => network.LoadWeights(folder["net"])).Message, StringComparison.Ordinal);
        Assert.Equal(before, network.AllValues());
        var set = TinySpecs.Hyperparameters(Declared());
        Assert.Throws<WeightsMismatchException>(() => NetworkFiles.ReadHyperparameters(folder["net"], set));
        Assert.Equal(TinySpecs.Hyperparameters(Declared()).Values, set.Values);
    }

    [Fact]
    public void A_damaged_file_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        using var network = new TinyNetwork(Declared());
        network.Save(folder["net"]);
        byte[] bytes = File.ReadAllBytes(folder["net"]);
        float[] before = network.AllValues();
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
        {
            File.WriteAllBytes(folder["net"], i % 2 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes, .. new byte[random.Next(1, 9)]]);
            Assert.Throws<SafetensorsException>(() => network.LoadWeights(folder["net"]));
        }

        Assert.Equal(before, network.AllValues());
    }

    private static NetworkSpec Declared(int units = 3, double smoothing = 0) => TinySpecs.Network(
        SampleShape.Vector(4),
        TinySpecs.Layer(LayerKind.Dense, "dense1", ("Units", units)),
        TinySpecs.Layer(LayerKind.SoftmaxCrossEntropy, "loss1", ("Smoothing", smoothing)));
}
