using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>A network of blocks is the network of their layers.</summary>
public sealed class BlockTests
{
    private static readonly Dataset Data = RandomData.Of(SampleShape.Image(8, 8, 3), 40, 4, seed: 3);

    [Fact]
    public void A_network_of_blocks_trains_as_the_one_that_is_written_out()
    {
        using var blocks = new BlockNet(Device.Cpu(2), seed: 1);
        using var written = new WrittenOutNet(Device.Cpu(2), seed: 1);
        new Trainer<BlockNet>(blocks) { Epochs = 2, BatchSize = 16, Seed = 4 }.Fit(Data);
        new Trainer<WrittenOutNet>(written) { Epochs = 2, BatchSize = 16, Seed = 4 }.Fit(Data);
        Assert.Equal(written.Parameters.Select(Values), blocks.Parameters.Select(Values));
        float[] sample = Values(Data);
        Assert.Equal(written.Predict(sample), blocks.Predict(sample));
    }

    [Fact]
    public void Names_say_where_a_layer_stands()
    {
        using var network = new BlockNet(Device.Cpu(1));
        Assert.Equal(
            ["fire1.conv1.weight", "fire1.bn1.weight", "last.conv3.weight", "stage1.basic1.conv3.weight", "stage1.basic2.bn2.running_var"],
            network.Parameters.Select(parameter => parameter.Name)
                .Where(name => name is "fire1.conv1.weight" or "fire1.bn1.weight" or "last.conv3.weight" or "stage1.basic1.conv3.weight" or "stage1.basic2.bn2.running_var"));
        Assert.Contains("stage1.basic2.conv1", network.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_blocks_are_hyperparameters_that_files_keep()
    {
        var numbers = new BlockNet.Hyperparameters { Fire1 = { Squeeze = 5, Ratio = 3 }, Stage1 = { Filters = 20 } };
        numbers.Stage1.Basic2.Conv1.Kernel = 5;
        using var network = new BlockNet(Device.Cpu(1), numbers, seed: 2);
        Assert.Equal(15, network.Shapes.First(shape => shape.Layer.Name == "fire1.conv2").Output.Channels);
        Assert.Equal(20, network.Shapes.First(shape => shape.Layer.Name == "stage1.basic1.conv3").Output.Channels);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");
        try
        {
            network.Save(path);
            using var loaded = BlockNet.Load(path, Device.Cpu(1));
            Assert.Equal(network.Parameters.Select(Values), loaded.Parameters.Select(Values));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Values_that_would_change_the_graph_or_do_not_fit_are_refused()
    {
        var longer = new BlockNet.Hyperparameters { Stage1 = { Blocks = 3 } };
        var exception = Assert.Throws<NetworkShapeException>(() => new BlockNet(Device.Cpu(1), longer));
        Assert.Contains("DT0044: 'Stage(16, 2, 3)' (stage1) has blocks = 3, which repeats 'Basic' 2 times instead of 1", exception.Message, StringComparison.Ordinal);
        var empty = new BlockNet.Hyperparameters { Fire1 = { Squeeze = 0 } };
        exception = Assert.Throws<NetworkShapeException>(() => new BlockNet(Device.Cpu(1), empty));
        Assert.Contains("'Conv(0, 1)' (fire1.conv1) has Filters = 0", exception.Message, StringComparison.Ordinal);
    }

    private static float[] Values(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    private static float[] Values(Dataset data)
    {
        var random = new Random(data.Count);
        return [.. Enumerable.Range(0, 8 * 8 * 3).Select(_ => random.NextSingle())];
    }
}
