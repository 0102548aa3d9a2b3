using DeepTricks.Dsl.Shapes;
using SqueezeNet;

namespace DeepTricks.Dsl.Samples.Tests;

public class SqueezeNetTests
{
    // torchvision's squeezenet1_1, and the paper's Caffe model.
    private const int PublishedParameters = 1_235_496;

    [Fact]
    public void The_published_form_has_the_published_number_of_parameters()
    {
        using var network = new PublishedSqueezeNet();

        Assert.Equal(PublishedParameters, network.ParameterCount);
        Assert.Equal(224 * 224 * 3, network.InputLength);
        Assert.Equal(1000, network.OutputLength);
    }

    [Fact]
    public void Every_pool_of_the_published_form_leaves_what_the_paper_says()
    {
        using var network = new PublishedSqueezeNet();

        var pools = network.Shapes.Where(shape => shape.Layer.Kind == LayerKind.MaxPool).Select(shape => shape.Output);
        Assert.Equal([SampleShape.Image(55, 55, 64), SampleShape.Image(27, 27, 128), SampleShape.Image(13, 13, 256)], pools);
        Assert.Contains(network.Shapes, shape => shape.Output == SampleShape.Image(13, 13, 1000));
    }

    [Fact]
    public void Small_pictures_of_ten_classes_take_hyperparameters_only()
    {
        var hyperparameters = new PublishedSqueezeNet.Hyperparameters { Input = { Height = 32, Width = 32 }, Conv10 = { Filters = 10 } };
        using var network = new PublishedSqueezeNet(hyperparameters: hyperparameters, seed: 1);

        Assert.Equal(PublishedParameters - (990 * 513), network.ParameterCount);
        Assert.Equal(10, network.Predict(new float[32 * 32 * 3]).Length);
    }

    [Fact]
    public void A_parameter_of_a_fire_module_changes_all_its_layers()
    {
        var hyperparameters = new SqueezeNetWithTricks.Hyperparameters { Fire2 = { Squeeze = 24, Expand = 48 } };
        using var network = new SqueezeNetWithTricks(hyperparameters: hyperparameters);

        var layers = network.Shapes.Where(shape => shape.Layer.Name.StartsWith("fire2.", StringComparison.Ordinal)).ToList();
        var filters = layers.Where(shape => shape.Layer.Kind == LayerKind.Conv).Select(shape => shape.Output.Channels);
        Assert.Equal([24, 48, 48], filters);
        Assert.Equal(96, layers[^1].Output.Channels);
    }

    [Fact]
    public void Training_takes_little_more_memory_than_what_is_alive_at_once()
    {
        using var published = new PublishedSqueezeNet();
        using var tricks = new SqueezeNetWithTricks();
        foreach (Network network in new Network[] { published, tricks })
        {
            var (arena, live) = network.TrainingBytes(Network.SummaryBatch);
            Assert.InRange(arena, live, 1.1 * live);
            Assert.Contains(
                FormattableString.Invariant($"Training with 32 samples in a step: {arena:N0} bytes for all buffers, at most {live:N0} of them alive at once"), network.Summary, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Eight_pictures_of_the_published_size_are_a_step()
    {
        using var network = new PublishedSqueezeNet(seed: 1);
        var pixels = new byte[8 * network.InputLength];
        new Random(1).NextBytes(pixels);
        var data = Dataset.FromBytes(pixels, SampleShape.Image(224, 224, 3), [0, 1, 2, 3, 4, 5, 6, 999]);

        var result = new Trainer<PublishedSqueezeNet>(network) { Epochs = 1, BatchSize = 8 }.Fit(data);

        Assert.InRange(result.Epochs[0].TrainingLoss, 6.5, 7.5);
    }

    [Fact]
    public void The_form_with_the_tricks_normalizes_and_learns_its_slopes()
    {
        using var network = new SqueezeNetWithTricks();

        var kinds = network.Shapes.Select(shape => shape.Layer.Kind).ToList();
        Assert.DoesNotContain(LayerKind.Relu, kinds);
        Assert.Equal(25, kinds.Count(kind => kind == LayerKind.BatchNorm));
        Assert.Equal(25, kinds.Count(kind => kind == LayerKind.PRelu));
        Assert.Equal(26, kinds.Count(kind => kind == LayerKind.Conv));
    }
}
