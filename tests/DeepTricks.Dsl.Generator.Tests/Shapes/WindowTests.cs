using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Tests.Shapes;

/// <summary>Output sizes of convolutions and pools, with random options, against counting the places where a window fits.</summary>
public class WindowTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Convolutions_have_as_many_outputs_as_places(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 50; i++)
        {
            int kernel = random.Next(1, 8), stride = random.Next(1, 4), dilation = random.Next(1, 4), groups = random.Next(1, 4);
            int padding = random.Next(-1, (dilation * (kernel - 1)) + 1);
            int channels = groups * random.Next(1, 4), filters = groups * random.Next(1, 4);
            var input = RandomInput(random, channels);
            var layer = Specs.Layer(LayerKind.Conv, "conv1", ("Filters", filters), ("Kernel", kernel), ("Stride", stride), ("Padding", padding), ("Dilation", dilation), ("Groups", groups));

            var result = ShapeInference.Infer(Specs.Network(input, layer, Specs.Layer(LayerKind.MeanSquaredError, "loss1")));

            if (padding < 0 && kernel % 2 == 0)
            {
                Assert.Equal(IssueIds.EvenKernelWithSame, Assert.Single(result.Issues).Id);
                continue;
            }

            int pad = padding >= 0 ? padding : dilation * (kernel - 1) / 2;
            int height = input.Rank == SampleRank.Image ? Places(input.Height, kernel, stride, pad, dilation) : 1;
            int width = Places(input.Width, kernel, stride, pad, dilation);
            if (height == 0 || width == 0)
            {
                Assert.Equal(IssueIds.WindowTooLarge, Assert.Single(result.Issues).Id);
                continue;
            }

            Assert.Empty(result.Issues);
            Assert.Equal(input with { Height = height, Width = width, Channels = filters }, result.Layers[0].Output);
            int taps = input.Rank == SampleRank.Image ? kernel * kernel : kernel;
            Assert.Equal((long)filters * (channels / groups) * taps, result.Layers[0].Parameters[0].Count);
            Assert.Equal((2L * height * width * filters * (channels / groups) * taps) + ((long)height * width * filters), result.Layers[0].FlopsPerSample);
            if (padding < 0 && stride == 1)
            {
                Assert.Equal(input.Positions, result.Layers[0].Output.Positions);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pools_have_as_many_outputs_as_whole_windows(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 50; i++)
        {
            int window = random.Next(1, 8), stride = random.Next(0, 4);
            var input = RandomInput(random, random.Next(1, 5));
            var kind = random.Next(2) == 0 ? LayerKind.MaxPool : LayerKind.AveragePool;
            var result = ShapeInference.Infer(Specs.Network(
                input, Specs.Layer(kind, "pool1", ("Window", window), ("Stride", stride)), Specs.Layer(LayerKind.Dense, "dense1", ("Units", 2)), Specs.Layer(LayerKind.MeanSquaredError, "loss1")));

            int step = stride == 0 ? window : stride;
            int height = input.Rank == SampleRank.Image ? Places(input.Height, window, step, 0, 1) : 1;
            int width = Places(input.Width, window, step, 0, 1);
            if (height == 0 || width == 0)
            {
                Assert.Equal(IssueIds.WindowTooLarge, Assert.Single(result.Issues).Id);
                continue;
            }

            Assert.Empty(result.Issues);
            Assert.Equal(input with { Height = height, Width = width }, result.Layers[0].Output);
            Assert.Equal(EquatableArray.Of(2, height * width * input.Channels), result.Layers[1].Parameters[0].Dimensions);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_largest_kernel_of_a_message_fits_and_the_next_does_not(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 50; i++)
        {
            int dilation = random.Next(1, 4), kernel = random.Next(2, 40), padding = random.Next(0, 3);
            var input = RandomInput(random, 2);
            LayerSpec Conv(int size) => Specs.Layer(LayerKind.Conv, "conv1", ("Filters", 2), ("Kernel", size), ("Padding", padding), ("Dilation", dilation));
            bool Fits(int size) => WindowGeometry.Of(Conv(size), input.Rank) is var geometry && geometry.OutputHeight(input.Height) > 0 && geometry.OutputWidth(input.Width) > 0;

            var issue = ShapeInference.Infer(Specs.Network(input, Conv(kernel), Specs.Layer(LayerKind.MeanSquaredError, "loss1"))).Issues.FirstOrDefault(x => x.Id == IssueIds.WindowTooLarge);
            Assert.Equal(issue is null, Fits(kernel) || padding > dilation * (kernel - 1));
            if (issue is not null)
            {
                int largest = int.Parse(issue.Message.Split("a kernel of at most ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(Fits(largest));
                Assert.False(Fits(largest + 1));
            }
        }
    }

    private static SampleShape RandomInput(Random random, int channels) => random.Next(2) == 0
        ? SampleShape.Image(random.Next(1, 25), random.Next(1, 25), channels)
        : SampleShape.Sequence(random.Next(1, 40), channels);

    /// <summary>Counts the starts, one stride apart, from which every tap stays within the padded input.</summary>
    private static int Places(int size, int kernel, int stride, int pad, int dilation)
    {
        int places = 0;
        for (int start = -pad; start + (dilation * (kernel - 1)) < size + pad; start += stride)
        {
            places++;
        }

        return places;
    }
}
