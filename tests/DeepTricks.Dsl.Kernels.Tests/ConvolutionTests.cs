using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels.Tests;

/// <summary>Transformed convolutions against direct ones, with the vectors of this process.</summary>
public sealed class ConvolutionTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Transformed_products_give_what_direct_ones_give(int seed)
    {
        switch (VectorUnit.Lanes)
        {
            case 16:
                Compare<Lanes16>(seed);
                break;
            case 8:
                Compare<Lanes8>(seed);
                break;
            case 4:
                Compare<Lanes4>(seed);
                break;
            default:
                Compare<Lanes1>(seed);
                break;
        }
    }

    [Theory]
    [InlineData(3, 1, 1, 15, 16, 8, false)]
    [InlineData(3, 1, 1, 16, 15, 8, false)]
    [InlineData(3, 2, 1, 16, 16, 8, false)]
    [InlineData(3, 1, 2, 16, 16, 8, false)]
    [InlineData(5, 1, 1, 16, 16, 8, false)]
    [InlineData(3, 1, 1, 16, 16, 2, false)]
    [InlineData(3, 1, 1, 16, 16, 3, true)]
    [InlineData(3, 1, 1, 16, 16, 5, true)]
    [InlineData(3, 1, 1, 16, 16, 14, true)]
    public void Only_convolutions_that_gain_are_transformed(int kernel, int stride, int dilation, int channels, int outputs, int size, bool transformed)
    {
        int pad = dilation * (kernel - 1) / 2;
        var window = new WindowGeometry(kernel, kernel, stride, stride, pad, pad, dilation, dilation);
        var input = TensorGeometry.Of(new SampleShape(SampleRank.Image, size, size, channels), pad, pad);
        var output = TensorGeometry.Of(new SampleShape(SampleRank.Image, (int)window.OutputHeight(size), (int)window.OutputWidth(size), outputs));

        Assert.Equal(transformed, new ConvolutionPlan(input, output, window, true, TensorGeometry.Of(new SampleShape(SampleRank.Image, input.Height, input.Width, input.Channels)), Precision.Single).TransformedLength > 0);
        Assert.Equal(0, new ConvolutionPlan(input, output, window, true, TensorGeometry.Of(new SampleShape(SampleRank.Image, input.Height, input.Width, input.Channels)), Precision.Strict).TransformedLength);
    }

    private static void Compare<TLanes>(int seed)
        where TLanes : struct, ILanes<TLanes>
    {
        var random = new Random(seed);
        int height = random.Next(3, 20);
        int width = random.Next(3, 20);
        int pad = height > 5 && width > 5 ? random.Next(0, 3) : random.Next(1, 3);
        int channels = random.Next(16, 50);
        int outputs = random.Next(16, 50);
        int samples = random.Next(1, 6);
        int firstCall = random.Next(0, samples + 1);
        var window = new WindowGeometry(3, 3, 1, 1, pad, pad, 1, 1);
        var input = TensorGeometry.Of(new SampleShape(SampleRank.Image, height, width, channels), pad, pad);
        var output = TensorGeometry.Of(new SampleShape(SampleRank.Image, (int)window.OutputHeight(height), (int)window.OutputWidth(width), outputs), 1, 2);
        using var memory = new Buffers();
        var packed = PackedLayout.Panels(outputs, channels, 9, 1, 2 * TLanes.Count);
        var weights = memory.Zeros(packed.Length);
        for (int i = 0; i < outputs * channels * 9; i++)
        {
            weights[packed.PackedIndex(i)] = (float)((random.NextDouble() - 0.5) / Math.Sqrt(channels));
        }

        var images = memory.Zeros((long)samples * input.Length);
        Fill(images, samples, input, random);
        var gradients = memory.Zeros((long)samples * output.Height * output.Width * output.Stride);
        Fill(gradients, samples, output with { Pitch = output.Width * output.Stride, Start = 0, Length = output.Height * output.Width * output.Stride }, random);

        var results = new List<float[]>[2];
        foreach (var precision in new[] { Precision.Strict, Precision.Single })
        {
            var plan = new ConvolutionPlan(input, output, window, true, TensorGeometry.Of(new SampleShape(SampleRank.Image, input.Height, input.Width, input.Channels)), precision);
            Assert.Equal(precision == Precision.Single, plan.TransformedLength > 0);
            results[precision == Precision.Strict ? 0 : 1] = Run<TLanes>(plan, memory, images, samples, firstCall, weights, gradients, input, output);
        }

        for (int i = 0; i < results[0].Count; i++)
        {
            Assert.InRange(Difference(results[0][i], results[1][i]), 0, Tolerance);
        }
    }

    /// <summary>Outputs, sums of the epilogue, weight gradient, bias gradient and input gradient, the samples in two calls and the rows in two bands.</summary>
    private static List<float[]> Run<TLanes>(
        ConvolutionPlan plan, Buffers memory, Floats images, int samples, int firstCall, Floats weights, Floats gradients, TensorGeometry input, TensorGeometry output)
        where TLanes : struct, ILanes<TLanes>
    {
        var transformed = memory.Zeros(plan.TransformedLength);
        for (int task = 0; task < plan.TransformTasks; task++)
        {
            plan.Transform<TLanes>(weights, transformed, task);
        }

        var flipped = memory.Zeros(plan.FlippedLength);
        for (int task = 0; task < plan.FlipTasks; task++)
        {
            plan.Flip<TLanes>(weights, flipped, task);
        }

        var workspace = memory.Zeros(plan.Workspace);
        var components = memory.Zeros(plan.ComponentsLength);
        var outputs = memory.Zeros((long)samples * output.Length);
        var sums = memory.Zeros(3 * output.Stride);
        var epilogue = new ShiftedSums<TLanes>(sums, sums + output.Stride, sums + (2 * output.Stride));
        int band = output.Height / 2;
        foreach (var (first, end) in new[] { (0, firstCall), (firstCall, samples) })
        {
            foreach (var (row, endRow) in new[] { (0, band), (band, output.Height) })
            {
                plan.Forward<TLanes, ShiftedSums<TLanes>>(
                    images + ((nint)first * input.Length), end - first, weights, transformed, outputs + ((nint)first * output.Length), row, endRow, epilogue, workspace);
            }
        }

        var weightGradient = memory.Zeros(plan.WeightLength);

        // What was there before counts for nothing.
        weightGradient.AsSpan(plan.WeightLength).Fill(float.NaN);
        components.AsSpan(plan.ComponentsLength).Fill(float.NaN);
        var biasGradient = memory.Zeros(output.Stride);
        int inputGradientLength = input.Height * input.Width * TensorGeometry.RoundUp(input.Channels);
        var inputGradient = memory.Zeros((long)samples * inputGradientLength);
        var deltas = memory.Zeros(samples * plan.DeltaLength);
        plan.BeginWeightGradient(weightGradient);
        foreach (var (first, end) in new[] { (0, firstCall), (firstCall, samples) }.Where(call => call.Item1 < call.Item2))
        {
            plan.Spread<TLanes>(new TensorGeometry(output.Height, output.Width, output.Channels, output.Stride, output.Width * output.Stride, output.Height * output.Width * output.Stride, 0), gradients + ((nint)first * output.Height * output.Width * output.Stride), end - first, deltas);
            plan.WeightGradient<TLanes>(images + ((nint)first * input.Length), deltas, end - first, weightGradient, components, first == 0, end == samples, workspace);
            plan.BiasGradient<TLanes>(deltas, end - first, biasGradient);
            plan.InputGradient<TLanes>(deltas, end - first, flipped, inputGradient + ((nint)first * inputGradientLength), false, workspace);
        }

        return
        [
            outputs.AsSpan(samples * output.Length).ToArray(),
            sums.AsSpan(3 * output.Stride).ToArray(),
            weightGradient.AsSpan(plan.WeightLength).ToArray(),
            biasGradient.AsSpan(output.Stride).ToArray(),
            inputGradient.AsSpan(samples * inputGradientLength).ToArray(),
        ];
    }

    private static void Fill(Floats target, int samples, TensorGeometry layout, Random random)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int y = 0; y < layout.Height; y++)
            {
                for (int x = 0; x < layout.Width * layout.Stride; x++)
                {
                    bool isChannel = x % layout.Stride < layout.Channels;
                    target[((nint)sample * layout.Length) + layout.Start + ((nint)y * layout.Pitch) + x] = isChannel ? (float)(random.NextDouble() - 0.5) : 0;
                }
            }
        }
    }

    private static double Difference(float[] expected, float[] actual)
    {
        double squares = expected.Zip(actual, (e, a) => ((double)e - a) * ((double)e - a)).Sum();
        return Math.Sqrt(squares / expected.Sum(e => (double)e * e));
    }
}
