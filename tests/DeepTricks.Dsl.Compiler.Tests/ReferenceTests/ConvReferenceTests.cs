using DeepTricks.Dsl.Compiler.Tests.Reference;
using static DeepTricks.Dsl.Compiler.Tests.ReferenceTests.Little;
using static DeepTricks.Dsl.Shapes.LayerKind;

namespace DeepTricks.Dsl.Compiler.Tests.ReferenceTests;

/// <summary>The reference's convolution, by hand and against the same sum in another order.</summary>
public sealed class ConvReferenceTests
{
    [Fact]
    public void Same_padding_sees_zeros_around_the_image()
    {
        double[] output = Output(
            Extent.Image(3, 3, 1),
            Counting(9),
            Layer(Conv, ("Filters", 1), ("Kernel", 3)),
            false,
            ("conv1.weight", [1, 1, 1, 1, 1, 1, 1, 1, 1]),
            ("conv1.bias", [0.5]));

        Equal([12.5, 21.5, 16.5, 27.5, 45.5, 33.5, 24.5, 39.5, 28.5], output);
    }

    [Fact]
    public void The_kernel_is_not_flipped()
    {
        double[] output = Output(
            Extent.Image(2, 2, 1),
            Counting(4),
            Layer(Conv, ("Filters", 1), ("Kernel", 2), ("Padding", 0)),
            false,
            ("conv1.weight", [1, 10, 100, 1000]),
            ("conv1.bias", [0]));

        Equal([4321], output);
    }

    [Fact]
    public void Stride_and_dilation_skip_positions()
    {
        var layer = Layer(Conv, ("Filters", 1), ("Kernel", 2), ("Padding", 0), ("Stride", 3), ("Dilation", 2));

        double[] output = Output(Extent.Sequence(9, 1), Counting(9), layer, false, ("conv1.weight", [1, 100]), ("conv1.bias", [0]));

        Equal([301, 604, 907], output);
    }

    [Fact]
    public void Groups_do_not_see_each_other()
    {
        var layer = Layer(Conv, ("Filters", 4), ("Kernel", 1), ("Groups", 2));

        // Filters 0 and 1 see channels 0 and 1, filters 2 and 3 see channels 2 and 3.
        double[] output = Output(
            Extent.Sequence(1, 4), [1, 10, 100, 1000], layer, false, ("conv1.weight", [1, 2, 3, 4, 5, 6, 7, 8]), ("conv1.bias", [0, 0, 0, 0]));

        Equal([21, 43, 6500, 8700], output);
    }

    [Theory]
    [InlineData(3, 6, 7, 4, 6, 3, 1, -1, 1, 2)]
    [InlineData(3, 7, 5, 2, 3, 3, 2, 1, 2, 1)]
    [InlineData(3, 5, 6, 3, 3, 2, 1, 0, 1, 3)]
    [InlineData(3, 9, 8, 1, 5, 5, 3, 2, 1, 1)]
    [InlineData(2, 1, 11, 6, 4, 3, 2, 2, 2, 2)]
    [InlineData(2, 1, 4, 5, 5, 1, 1, -1, 1, 5)]
    public void Gathering_equals_scattering(
        int rank, int height, int width, int channels, int filters, int kernel, int stride, int padding, int dilation, int groups)
    {
        var random = new Random(1);
        var extent = new Extent(rank, height, width, channels);
        var network = Network(
            extent,
            Layer(Conv, ("Filters", filters), ("Kernel", kernel), ("Stride", stride), ("Padding", padding), ("Dilation", dilation), ("Groups", groups)),
            Layer(MeanSquaredError));
        var tensors = RandomTensors(random, network);
        double[] input = Random(random, 2 * extent.Count);

        var output = Run(network, input, false, null, [.. tensors.Select(t => (t.Key, t.Value))]).Layers[0];

        int before = padding == -1 ? dilation * (kernel - 1) / 2 : padding;
        Equal(Scattered(new Volume(2, extent, input), output.Extent, tensors, kernel, stride, before, dilation, groups), output.Values);
    }

    // Every input number adds itself to the outputs that see it.
    private static double[] Scattered(
        Volume input, Extent output, Dictionary<string, double[]> tensors, int kernel, int stride, int padding, int dilation, int groups)
    {
        var result = new Volume(input.Samples, output);
        int kernelHeight = output.Rank == 3 ? kernel : 1;
        int paddingY = output.Rank == 3 ? padding : 0;
        int groupChannels = input.Extent.Channels / groups;
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = tensors["conv1.bias"][i % output.Channels];
        }

        for (int i = 0; i < input.Values.Length; i++)
        {
            int channel = i % input.Extent.Channels;
            int x = i / input.Extent.Channels % input.Extent.Width;
            int y = i / input.Extent.Channels / input.Extent.Width % input.Extent.Height;
            int sample = i / input.Extent.Count;
            for (int filter = 0; filter < output.Channels; filter++)
            {
                for (int tap = 0; tap < kernelHeight * kernel; tap++)
                {
                    int toY = y + paddingY - (tap / kernel * dilation);
                    int toX = x + padding - (tap % kernel * dilation);
                    bool isOutput = toY >= 0 && toY % stride == 0 && toY / stride < output.Height
                        && toX >= 0 && toX % stride == 0 && toX / stride < output.Width;
                    if (isOutput && filter / (output.Channels / groups) == channel / groupChannels)
                    {
                        double weight = tensors["conv1.weight"][(((filter * groupChannels) + (channel % groupChannels)) * kernelHeight * kernel) + tap];
                        result[sample, toY / stride, toX / stride, filter] += input.Values[i] * weight;
                    }
                }
            }
        }

        return result.Values;
    }
}
