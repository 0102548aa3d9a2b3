using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class SampleReaderTests
{
    private const float Untouched = -77;

    [Theory]
    [InlineData(1, 1, 1, 0, 0)]
    [InlineData(1, 1, 300, 0, 0)]
    [InlineData(28, 28, 1, 0, 0)]
    [InlineData(28, 28, 1, 15, 0)]
    [InlineData(7, 5, 3, 0, 0)]
    [InlineData(7, 5, 3, 0, 4)]
    [InlineData(7, 5, 3, 13, 32)]
    [InlineData(3, 40, 20, 12, 9)]
    public void Every_number_lands_in_its_place_and_gaps_stay(int rows, int pixels, int channels, int pixelGap, int rowGap)
    {
        const float Scale = 2f / 255;
        int length = rows * pixels * channels;
        int stride = channels + pixelGap;
        int pitch = (pixels * stride) + rowGap;
        var random = new Random(1);
        byte[] bytes = new byte[2 * length];
        random.NextBytes(bytes);
        var shape = SampleShape.Image(rows, pixels, channels);
        foreach (var data in (Dataset[])[
            Dataset.FromBytes(bytes, shape, [0, 0]), Dataset.FromFloats([.. bytes.Select(b => (float)b)], shape, [0, 0])])
        {
            using var memory = new NativeArena(NativeArena.BytesFor(rows * pitch));
            var target = memory.Take(rows * pitch);
            target.AsSpan(rows * pitch).Fill(Untouched);
            SampleReader.Copy(data, 1, 0, target, rows, pixels, channels, stride, pitch, Scale, -1);
            for (int at = 0; at < rows * pitch; at++)
            {
                var (row, pixel, channel) = (at / pitch, at % pitch / stride, at % pitch % stride);
                float expected = pixel < pixels && channel < channels
                    ? (bytes[length + (((row * pixels) + pixel) * channels) + channel] * Scale) - 1
                    : Untouched;
                Assert.Equal(expected, target[at]);
            }
        }
    }
}
