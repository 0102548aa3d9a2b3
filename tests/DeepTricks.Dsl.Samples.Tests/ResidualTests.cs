using DeepTricks.Dsl.Shapes;
using Residual;

namespace DeepTricks.Dsl.Samples.Tests;

public class ResidualTests
{
    // He et al. say 0.27M. Their shortcuts without weights (option A) leave out 2,752 of these.
    [Fact]
    public void The_network_is_as_large_as_published()
    {
        using var network = new ResNet20();

        Assert.Equal(272_474, network.ParameterCount);
        var kinds = network.Shapes.Select(shape => shape.Layer.Kind).ToList();
        Assert.Equal(19 + 2, kinds.Count(kind => kind == LayerKind.Conv));
        Assert.Equal(9, kinds.Count(kind => kind == LayerKind.Add));
    }

    [Fact]
    public void Each_stage_halves_the_size_and_doubles_the_channels()
    {
        using var network = new ResNet20();

        var sums = network.Shapes.Where(shape => shape.Layer.Kind == LayerKind.Add).Select(shape => shape.Output).Distinct();
        Assert.Equal([SampleShape.Image(32, 32, 16), SampleShape.Image(16, 16, 32), SampleShape.Image(8, 8, 64)], sums);
    }
}
