using DeepTricks.Dsl.Compiler.Tests.Reference;
using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>
/// Convolutions of random sizes and options behind a 1x1 convolution, and for every second one the same class with other random
/// options set at run time.
/// </summary>
internal static class RandomConvCases
{
    private const int Count = 24;

    private static readonly int[] ChannelChoices = [1, 2, 3, 4, 6, 8, 12, 16, 17, 20, 32];
    private static readonly int[] KernelChoices = [1, 2, 3, 3, 3, 4, 5];

    public static IEnumerable<LayerCase> All
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                var random = new Random(1000 + i);
                bool isImage = random.Next(3) > 0;
                bool isNormalized = random.Next(2) == 0;
                var options = Options.Draw(random, isImage);
                CaseLayer[] normalization = isNormalized ? [BatchNorm] : [];
                var layerCase = new LayerCase(
                    FormattableString.Invariant($"RandomConv{i:00}"),
                    options.Input,
                    [Conv(options.Channels, 1), Tanh, options.Layer, .. normalization, PRelu, Dense(options.Units), SoftmaxCrossEntropy])
                {
                    Samples = random.Next(2, 6),
                };
                yield return layerCase;
                if (i % 2 == 1)
                {
                    yield return layerCase.Variant("Set", [.. Options.Draw(random, isImage).Overrides]);
                }
            }
        }
    }

    /// <summary>Sizes and options that fit together.</summary>
    private sealed record Options(
        Extent Input, int Channels, int Filters, int Kernel, int Stride, int Padding, int Dilation, int Groups, int Units)
    {
        public CaseLayer Layer => Conv(Filters, Kernel, Stride, Padding, Dilation, Groups);

        public IEnumerable<(string Path, double Value)> Overrides =>
        [
            .. Input.Rank == 3 ? new (string, double)[] { ("Input.Height", Input.Height), ("Input.Width", Input.Width) } : [("Input.Length", Input.Width)],
            ("Input.Channels", Input.Channels), ("Conv1.Filters", Channels),
            ("Conv2.Filters", Filters), ("Conv2.Kernel", Kernel), ("Conv2.Stride", Stride),
            ("Conv2.Padding", Padding), ("Conv2.Dilation", Dilation), ("Conv2.Groups", Groups),
            ("Dense1.Units", Units),
        ];

        public static Options Draw(Random random, bool isImage)
        {
            while (true)
            {
                int channels = Any(random, ChannelChoices);
                int filters = Any(random, ChannelChoices);
                int kernel = Any(random, KernelChoices);
                int dilation = random.Next(3) == 0 ? random.Next(2, 4) : 1;
                int reach = dilation * (kernel - 1);
                int padding = kernel % 2 == 1 && random.Next(2) == 0 ? -1 : random.Next(0, reach + 1);
                int[] divisors = [.. Enumerable.Range(1, channels).Where(groups => channels % groups == 0 && filters % groups == 0)];
                int height = isImage ? random.Next(1, 9) : 1;
                int width = random.Next(1, isImage ? 10 : 25);
                int covered = (2 * (padding < 0 ? reach / 2 : padding)) - reach;
                if (width + covered >= 1 && (!isImage || height + covered >= 1))
                {
                    int inputChannels = random.Next(1, 4);
                    return new Options(
                        isImage ? Extent.Image(height, width, inputChannels) : Extent.Sequence(width, inputChannels),
                        channels, filters, kernel, random.Next(1, 4), padding, dilation, Any(random, divisors), random.Next(2, 6));
                }
            }
        }

        private static int Any(Random random, int[] choices) => choices[random.Next(choices.Length)];
    }
}
