using Digits.Drawing;

namespace DeepTricks.Dsl.Samples.Tests.Drawing;

public class DrawnDigitsTests
{
    private const int Count = 1000;

    private static readonly (byte[] Pixels, int[] Labels) Set = DrawnDigits.Draw(Count, seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Threads_don_t_change_the_images(int threads)
    {
        var (pixels, labels) = DrawnDigits.Draw(Count, seed: 1, threads);

        Assert.Equal(Set.Pixels, pixels);
        Assert.Equal(Set.Labels, labels);
    }

    [Fact]
    public void A_larger_set_starts_with_the_smaller_one()
    {
        var (pixels, labels) = DrawnDigits.Draw(Count / 10, seed: 1);

        Assert.Equal(Set.Pixels[..pixels.Length], pixels);
        Assert.Equal(Set.Labels[..labels.Length], labels);
    }

    [Fact]
    public void Another_seed_draws_other_images()
    {
        var (pixels, labels) = DrawnDigits.Draw(Count, seed: 2);

        Assert.NotEqual(Set.Labels, labels);
        for (var i = 0; i < Count; i++)
        {
            Assert.False(Image(Set.Pixels, i).SequenceEqual(Image(pixels, i)));
        }
    }

    [Fact]
    public void Neighbouring_seeds_and_images_share_nothing()
    {
        var seen = new HashSet<string>();
        for (var seed = 0UL; seed < 5; seed++)
        {
            var (pixels, _) = DrawnDigits.Draw(200, seed);
            for (var i = 0; i < 200; i++)
            {
                Assert.True(seen.Add(Convert.ToBase64String(Image(pixels, i))));
            }
        }
    }

    [Fact]
    public void All_digits_are_about_equally_frequent()
    {
        var counts = Set.Labels.CountBy(label => label).ToDictionary();

        Assert.Equal(Enumerable.Range(0, 10), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 65, 140));
    }

    [Fact]
    public void Every_image_has_ink_and_a_mostly_black_background()
    {
        for (var i = 0; i < Count; i++)
        {
            var bright = 0;
            foreach (var pixel in Image(Set.Pixels, i))
            {
                bright += pixel > 128 ? 1 : 0;
            }

            Assert.InRange(bright, 10, 320);
        }
    }

    [Fact]
    public void No_ink_is_cut_off_at_the_border()
    {
        for (var i = 0; i < Count; i++)
        {
            var image = Image(Set.Pixels, i);
            for (var k = 0; k < DigitArtist.Size; k++)
            {
                var last = DigitArtist.Size - 1;
                var brightest = Math.Max(
                    Math.Max(image[k], image[(last * DigitArtist.Size) + k]),
                    Math.Max(image[k * DigitArtist.Size], image[(k * DigitArtist.Size) + last]));
                Assert.InRange(brightest, 0, 128);
            }
        }
    }

    [Fact]
    public void Images_are_as_inky_as_scanned_handwriting()
    {
        // MNIST's mean is 33; a net of one kind of digits should be of use for the other.
        Assert.InRange(Set.Pixels.Average(pixel => pixel), 26, 40);
        Assert.InRange(Set.Pixels.Max(), 250, 255);
        Assert.Equal(0, Set.Pixels.Min());
    }

    [Fact]
    public void Drawing_nothing_gives_nothing()
    {
        var (pixels, labels) = DrawnDigits.Draw(0, seed: 1);

        Assert.Empty(pixels);
        Assert.Empty(labels);
    }

    private static ReadOnlySpan<byte> Image(byte[] pixels, int index) => pixels.AsSpan(index * DigitArtist.Pixels, DigitArtist.Pixels);
}
