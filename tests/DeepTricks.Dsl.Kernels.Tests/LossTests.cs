using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels.Tests;

public sealed class Lanes16LossTests : LossTests<Lanes16>;

public sealed class Lanes8LossTests : LossTests<Lanes8>;

public sealed class Lanes4LossTests : LossTests<Lanes4>;

public sealed class Lanes1LossTests : LossTests<Lanes1>;

/// <summary>The loop of losses that are functions of each output and its target, at one width, against plain numbers.</summary>
public abstract class LossTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const float Weight = 0.7f;
    private const int Batch = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(37)]
    public void Every_number_has_its_loss_and_slope_and_padding_has_none(int channels)
    {
        // Another border and pitch for the gradient, what is between and behind the numbers is none, and targets that end where memory may.
        var layout = TensorGeometry.Of(SampleShape.Image(2, 3, channels), 1, 1);
        var gradientLayout = TensorGeometry.Of(SampleShape.Image(2, 3, channels));
        var random = new Random(channels);
        float[] targets = Buffers.RandomArray(random, 2 * 3 * channels);
        using var memory = new Buffers();
        var outputs = memory.Zeros(layout.Length);
        var gradient = memory.Zeros(gradientLayout.Length);
        outputs.AsSpan(layout.Length).Fill(float.NaN);
        gradient.AsSpan(gradientLayout.Length).Fill(float.NaN);
        double expected = 0;
        var slopes = new float[gradientLayout.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            var (y, x, c) = (i / channels / 3, i / channels % 3, i % channels);
            float output = (float)(4 * ((2 * random.NextDouble()) - 1));
            layout.At(outputs, y, x)[c] = output;
            float difference = output - targets[i];
            expected += 2.5f * difference * difference;
            slopes[gradientLayout.Start + (y * gradientLayout.Pitch) + (x * gradientLayout.Stride) + c] = 5f * difference * (Weight / ((float)targets.Length * Batch));
        }

        double loss = Losses.Pointwise<TLanes, Parabola>(layout, outputs, gradientLayout, gradient, targets, new Parabola(2.5f), Weight, Batch);

        Assert.Equal(Weight * expected / targets.Length, loss, 1e-6 * expected);
        Assert.Equal(slopes, gradient.AsSpan(gradientLayout.Length).ToArray());
    }

    [Fact]
    public void A_number_that_is_none_makes_the_loss_none()
    {
        var layout = TensorGeometry.Of(SampleShape.Vector(20));
        using var memory = new Buffers();
        var outputs = memory.Zeros(layout.Length);
        outputs[18] = float.NaN;
        double loss = Losses.Pointwise<TLanes, Parabola>(layout, outputs, layout, memory.Zeros(layout.Length), new float[20], new Parabola(1), 1, 1);
        Assert.True(double.IsNaN(loss));
    }

    private readonly struct Parabola(float factor) : IPointwiseLoss<TLanes>
    {
        public TLanes Value(TLanes x, TLanes t) => TLanes.Broadcast(factor) * (x - t) * (x - t);

        public TLanes Slope(TLanes x, TLanes t) => TLanes.Broadcast(2 * factor) * (x - t);
    }
}
